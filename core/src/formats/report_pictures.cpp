#include <algorithm>
#include <cmath>

#include "digitlab/data/preprocessing.hpp"
#include "formats/report_json.hpp"

namespace digitlab {
namespace {

constexpr int kMaxPerCell = 12;

// Whether all images of a dataset have one size, so that they can be shown as they are.
bool is_uniform(const Dataset& data) {
  const ImageSet& first = data.parts().front();
  return std::all_of(data.parts().begin(), data.parts().end(), [&](const ImageSet& part) {
    return part.height() == first.height() && part.width() == first.width();
  });
}

// An image as bytes, upright: as it is, or as the network reads it.
std::vector<std::uint8_t> picture_of(const ImageView& image, const InputFormat* format) {
  if (format == nullptr) return to_bytes(image);
  std::vector<float> input(static_cast<std::size_t>(format->size()));
  to_input(image, *format, input.data());
  const std::vector<float> upright = to_upright(input, *format);
  return to_bytes({format->height, format->width, nullptr, upright.data()});
}

}  // namespace

std::string base64(std::span<const std::uint8_t> bytes) {
  constexpr const char* kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8U | (j < count ? bytes[i + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) {
      text += j <= count ? kDigits[group >> (18 - 6 * j) & 63U] : '=';
    }
  }
  return text;
}

Json pictures_json(const Dataset& data, const Answers& answers,
                   const std::vector<std::string>& sources, const InputFormat& format) {
  const bool as_they_are = is_uniform(data);
  const std::size_t classes = answers.evaluation.confusion.size();
  std::vector<std::vector<int>> taken(classes, std::vector<int>(classes));
  Json items = Json::array();
  for (Index i = 0; i < data.size(); ++i) {
    const std::uint8_t label = data.label(i);
    const std::uint8_t predicted = answers.predicted[static_cast<std::size_t>(i)];
    if (taken[label][predicted]++ >= kMaxPerCell) continue;
    const auto pixels = picture_of(data.image(i), as_they_are ? nullptr : &format);
    items.push_back({{"index", i},
                     {"label", label},
                     {"predicted", predicted},
                     {"probability", answers.probability[static_cast<std::size_t>(i)]},
                     {"pixels", base64(pixels)}});
  }
  std::string source;
  for (const std::string& one : sources) source += (source.empty() ? "" : ",") + one;
  return {{"source", source},
          {"samples", data.size()},
          {"accuracy", answers.evaluation.accuracy},
          {"confusion", confusion_json(answers.evaluation.confusion)},
          {"height", as_they_are ? data.parts().front().height() : format.height},
          {"width", as_they_are ? data.parts().front().width() : format.width},
          {"items", items}};
}

Json first_layer_json(const Network<float>& network) {
  const LayerSpec& layer = network.spec().layers.front();
  const ParameterInfo& kernel = network.parameter_table().front();
  // A dense unit sees the whole image, a filter a neighbourhood; both lie unit fastest.
  InputFormat format = network.spec().input;
  if (layer.get_if<Conv2DSpec>() != nullptr) {
    format = {kernel.shape[0], kernel.shape[1], PixelOrder::kRowMajor};
  } else if (layer.get_if<DenseSpec>() == nullptr) {
    return {};
  }
  const Index units = kernel.shape.back();
  const auto values = network.parameters().subspan(static_cast<std::size_t>(kernel.offset),
                                                   static_cast<std::size_t>(kernel.size));
  float limit = 0;
  for (const float value : values) limit = std::max(limit, std::abs(value));
  Json images = Json::array();
  for (Index unit = 0; unit < units; ++unit) {
    std::vector<std::uint8_t> pixels;
    for (Index row = 0; row < format.height; ++row) {
      for (Index column = 0; column < format.width; ++column) {
        const Index input = format.position(row, column);
        const float weight = values[static_cast<std::size_t>(input * units + unit)];
        const float share = limit > 0 ? weight / limit : 0;
        // 0 is -limit, 128 zero, 255 +limit.
        pixels.push_back(
            static_cast<std::uint8_t>(std::lround(128 + share * (share < 0 ? 128 : 127))));
      }
    }
    images.push_back(base64(pixels));
  }
  return {{"name", layer.name()},
          {"height", format.height},
          {"width", format.width},
          {"limit", limit},
          {"units", images}};
}

}  // namespace digitlab
