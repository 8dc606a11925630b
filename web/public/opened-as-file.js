// Browsers run no modules from files: says so in their place. Everything else here is a module.
if (location.protocol === "file:") {
  for (const message of document.querySelectorAll(".boot-message"))
    message.hidden = !message.classList.contains("boot-message-file");
}
