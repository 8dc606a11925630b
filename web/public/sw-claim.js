// Part of the service worker: a page that has lost its network is served although it was there first.
addEventListener("message", ({ data }) => {
  if (data === "claim") clients.claim();
});
