#include <iostream>
#include <memory>

#include "commands/commands.hpp"
#include "report/figures.hpp"
#include "sources/model_source.hpp"
#include "system/printable.hpp"

namespace digitlab::tools {
namespace {

struct SummaryOptions {
  std::string model;
  bool json = false;
};

void print_json(const Network<float>& network) {
  Json layers = Json::array();
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const Layer<float>& layer = *network.layers()[l];
    layers.push_back({{"name", layer.name()},
                      {"type", network.spec().layers[l].type()},
                      {"output_shape", shape_json(layer.output_shape())},
                      {"parameters", layer.parameter_count()}});
  }
  const InputFormat& input = network.spec().input;
  const Json summary = {
      {"name", network.spec().name},
      {"input", {{"height", input.height}, {"width", input.width}, {"deskew", input.deskew}}},
      {"layers", layers},
      {"parameters", network.parameters().size()}};
  std::cout << json_text(summary) << "\n";
}

std::string pad_right(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

/// Keras's table; "None" is the batch, which may be of any size.
void print_table(const Network<float>& network) {
  const auto row = [](const std::string& layer, const std::string& shape,
                      const std::string& count) {
    std::cout << pad_right(layer, 42) << pad_right(shape, 22) << pad_left(count, 12) << "\n";
  };
  const auto rule = [](char c) { std::cout << std::string(76, c) << "\n"; };
  const auto shape = [](Shape size) {
    std::string text = "(None";
    for (const Json& extent : shape_json(size)) text += ", " + extent.dump();
    return text + ")";
  };
  std::cout << "Model: \"" << printable(network.spec().name) << "\"\n";
  rule('=');
  row("Layer (type)", "Output shape", "Parameters");
  rule('-');
  row(network.spec().input.deskew > 0 ? "input (Input, deskewed)" : "input (Input)",
      shape(network.layers().front()->input_shape()), "0");
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const Layer<float>& layer = *network.layers()[l];
    row(printable(layer.name()) + " (" + network.spec().layers[l].type() + ")",
        shape(layer.output_shape()), thousands(layer.parameter_count()));
  }
  rule('=');
  row("Total", "", thousands(static_cast<Index>(network.parameters().size())));
}

}  // namespace

void add_summary(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("summary", "The layers of a network and their parameters");
  const auto options = std::make_shared<SummaryOptions>();
  command
      ->add_option("--model", options->model,
                   "lab, convnet, SPEC.json, FILE.safetensors or weights.mat")
      ->required();
  command->add_flag("--json", options->json, "Print one JSON object");
  command->footer("Example:\n  digitlab summary --model lab");
  command->callback([options, &invocation] {
    invocation.run = [options] {
      const LoadedModel model = load_model_source(options->model);
      options->json ? print_json(model.network) : print_table(model.network);
      return 0;
    };
  });
}

}  // namespace digitlab::tools
