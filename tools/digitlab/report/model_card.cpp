#include "report/model_card.hpp"

#include <algorithm>
#include <sstream>

#include "digitlab/assess/metrics.hpp"

namespace digitlab::tools {
namespace {

constexpr const char* kIntendedUse =
    "Reads digits, 0 to 9, one or several side by side: drawn with a finger, pen or mouse, or\n"
    "scanned, on the project's page or with `digitlab predict`. It is for learning and for trying\n"
    "things out. What it takes for no digit it refuses, and is at times wrong about that as well.\n"
    "Nothing that matters to somebody (post, money, marks) should hang on its answer alone.\n";

/// A text of the report, as code.
std::string code(const Json& text) {
  std::string marked(1, '`');
  return marked.append(text.get<std::string>()).append(1, '`');
}

std::string kilobytes(Index bytes) {
  return fixed(static_cast<double>(bytes) / 1024, 1) + " KB (" + thousands(bytes) + " bytes)";
}

std::string duration(double seconds) {
  return seconds < 120 ? fixed(seconds, 1) + " seconds" : fixed(seconds / 60, 1) + " minutes";
}

/// "99.68 ± 0.02 %", or a dash where the seeds have no figure of this source.
std::string over_seeds(const Json& seeds, const std::string& role, const std::string& source) {
  for (const Json& figure : seeds.at("figures")) {
    if (figure.at("role") != role || figure.at("source") != source) continue;
    return fixed(100 * figure.at("mean").get<double>(), 2) + " ± " +
           percent(figure.at("deviation").get<double>());
  }
  return "–";
}

/// `[{"source","samples","accuracy","loss",…}]` of a role, "test" or "validation".
Json figures_of(const Json& report, const std::string& role) {
  Json part = report.value(role, Json());
  if (part.is_null() || part.is_array()) return part;
  if (part.contains("sources") && part.at("sources").size() > 1) return part.at("sources");
  part["source"] = report.at("data").at(role).at(0).at("source");
  return Json::array({part});
}

/// Whether the very same samples were trained on.
bool was_trained_on(const Json& report, const std::string& source) {
  const Json& train = report.at("data").at("train");
  return std::any_of(train.begin(), train.end(),
                     [&](const Json& row) { return row.at("source") == source; });
}

void write_figures(std::ostream& card, const CardInputs& inputs) {
  const Json& report = inputs.report;
  const bool has_seeds = !inputs.seeds.is_null();
  card << "## Figures\n\n";
  if (has_seeds) {
    card << "Mean and standard deviation are over " << inputs.seeds.at("runs").size()
         << " trainings that differ in their seeds alone.\n\n";
  }
  card << "| role | data | samples | accuracy | loss |"
       << (has_seeds ? " mean ± deviation |\n" : "\n") << "|---|---|--:|--:|--:|"
       << (has_seeds ? "--:|\n" : "\n");
  for (const char* role : {"test", "validation"}) {
    for (const Json& row : figures_of(report, role)) {
      const auto source = row.at("source").get<std::string>();
      card << "| " << role << (was_trained_on(report, source) ? " (trained on)" : "") << " | "
           << code(row.at("source")) << " | " << thousands(row.at("samples").get<Index>()) << " | "
           << percent(row.at("accuracy").get<double>()) << " | "
           << fixed(row.at("loss").get<double>(), 4) << " |";
      if (has_seeds) card << " " << over_seeds(inputs.seeds, role, source) << " |";
      card << "\n";
    }
  }
  card << "\nTest data was scored once, after the last epoch. Validation data was looked at when "
          "the "
          "recipe was chosen.\n\n";
}

void write_reliability(std::ostream& card, const std::string& role, const Json& row) {
  if (!row.contains("confidence")) return;
  const Json& confidence = row.at("confidence");
  card << "| " << role << " | " << percent(confidence.at("calibration_error").get<double>())
       << " | " << percent(confidence.at("refused").get<double>()) << " |\n";
}

/// "86.50 %" of the drawings in `rows` that are, or are not, of shapes held out.
std::string share_refused(const Json& rows, const std::string& kind, bool held_out) {
  Index samples = 0;
  Index refused = 0;
  for (const Json& row : rows) {
    if (row.at("held_out") != held_out || (!kind.empty() && row.at("kind") != kind)) continue;
    samples += row.at("samples").get<Index>();
    refused += row.at("refused").get<Index>();
  }
  if (samples == 0) return "–";
  return percent(static_cast<double>(refused) / static_cast<double>(samples));
}

void write_confidence(std::ostream& card, const Json& report) {
  if (!report.contains("calibration")) return;
  const Json& calibration = report.at("calibration");
  card << "## Confidence\n\nIts logits were divided by "
       << fixed(calibration.at("temperature").get<double>(), 3)
       << ", found on the validation data. It is unsure, and gives no digit, where none has\n"
       << percent(calibration.at("sure_probability").get<double>())
       << ": one in a hundred validation digits has less.\n\n";
  if (const auto unit = calibration.value("no_digit_parameters", 0); unit > 0) {
    card << "A linear unit of " << unit
         << " parameters beside the last layer tells what is no digit from what that layer\n"
            "reads, and takes probability from all digits alike: it makes no digit of another.\n\n";
  }
  if (calibration.contains("command")) {
    card << "That was fitted after the training, by\n\n    "
         << calibration.at("command").get<std::string>() << "\n\n";
  }
  card << "| data | expected calibration error | digits called unsure |\n|---|--:|--:|\n";
  const Json& test = report.at("test");
  if (!test.is_null()) write_reliability(card, "test", test);
  for (const Json& row : report.value("validation", Json::array())) {
    write_reliability(card, code(row.at("source")), row);
  }
  card << "\n";
  const Json rows = report.value("non_digits", Json::array());
  if (rows.empty()) return;
  card << "Of generated drawings that are no digit, it refuses:\n\n"
       << "| drawing | shapes for training | shapes kept back |\n|---|--:|--:|\n";
  std::vector<std::string> kinds;
  for (const Json& row : rows) {
    const auto kind = row.at("kind").get<std::string>();
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) kinds.push_back(kind);
  }
  for (const std::string& kind : kinds) {
    card << "| " << kind << " | " << share_refused(rows, kind, false) << " | "
         << share_refused(rows, kind, true) << " |\n";
  }
  card << "| all | " << share_refused(rows, "", false) << " | " << share_refused(rows, "", true)
       << " |\n\n";
}

void write_sources(std::ostream& card, const std::string& role, const Json& sources) {
  for (const Json& row : sources) {
    const auto people = row.find("writers");
    const Json& checksum = row.at("sha256");
    card << "| " << role << " | " << code(row.at("source")) << " | "
         << thousands(row.at("samples").get<Index>()) << " | "
         << (people == row.end() ? "–" : thousands(people->get<Index>())) << " | "
         << (checksum.is_null() ? "generated" : code(checksum)) << " |\n";
  }
}

void write_training(std::ostream& card, const CardInputs& inputs) {
  const Json& report = inputs.report;
  double seconds = 0;
  for (const Json& epoch : report.at("history")) seconds += epoch.at("seconds").get<double>();
  const Json& data = report.at("data");
  const Json& validation = data.at("validation");
  card << "## Training\n\n    " << report.at("command").get<std::string>() << "\n\n"
       << "Seed " << report.at("settings").at("seed") << ", " << report.at("history").size()
       << " epochs, " << duration(seconds) << ". The same command of the same program "
       << "gives the same weights.\n\n";
  if (!inputs.command.empty()) {
    card << "Everything that this needs, other networks that it learns from included, is trained "
            "by\n\n"
         << "    " << inputs.command << "\n\n";
  }
  card << "| role | data | samples | writers | SHA-256 |\n|---|---|--:|--:|---|\n";
  write_sources(card, "training", data.at("train"));
  if (validation.contains("sources")) {
    write_sources(card, "validation", validation.at("sources"));
  }
  write_sources(card, "test", data.at("test"));
  const auto fraction = validation.at("fraction").get<double>();
  if (fraction > 0) {
    card << "\n" << percent(fraction) << " of the training data was kept for validation.\n";
  }
  if (data.dump().find('@') != std::string::npos) {
    card << "\n`@held-out` is a fifth of the writers, chosen by the checksums of their names; "
            "`@train` "
            "the others.\n";
  }
  card << "\n";
}

void write_settings(std::ostream& card, const Json& settings) {
  card << "| setting | value |\n|---|--:|\n";
  for (const auto& [name, value] : settings.items()) {
    card << "| " << name << " | " << (value.is_string() ? value.get<std::string>() : value.dump())
         << " |\n";
  }
  card << "\n";
}

std::string slant_words(double deskew) {
  if (deskew == 0) return "";
  if (deskew == 1) return ", set upright (deskewed)";
  return ", with " + fixed(100 * deskew, 0) + " % of their slant taken out (deskewed)";
}

void write_network(std::ostream& card, const CardInputs& inputs) {
  const Json& model = inputs.report.at("model");
  const Json& input = model.at("input");
  card << "## Network\n\nReads " << input.at("height") << "×" << input.at("width") << " pixels"
       << slant_words(input.value("deskew", 0.0)) << ".\n\n"
       << "| layer | type | output | parameters |\n|---|---|---|--:|\n";
  for (const Json& layer : model.at("layers")) {
    std::string shape;
    for (const Json& size : layer.value("output_shape", Json::array())) {
      shape += (shape.empty() ? "" : "×") + size.dump();
    }
    card << "| " << layer.at("name").get<std::string>() << " | "
         << layer.at("type").get<std::string>() << " | " << shape << " | "
         << thousands(layer.at("parameters").get<Index>()) << " |\n";
  }
  card << "\nFile: " << kilobytes(inputs.bytes) << ", " << thousands(inputs.parameters)
       << " parameters, SHA-256 `" << inputs.sha256 << "`.\n\n";
}

void write_confusions(std::ostream& card, const std::string& source, const Json& counts) {
  const auto confusion = counts.get<Confusion>();
  const std::vector<ConfusedPair> pairs = worst_confusions(confusion, kMostConfusions);
  if (pairs.empty()) return;
  const auto metrics = class_metrics(confusion);
  card << "Most frequent errors on " << source << ":\n\n";
  for (const ConfusedPair& pair : pairs) {
    card << "* " << pair.label << " taken for " << pair.predicted << ": " << thousands(pair.samples)
         << " of " << thousands(metrics[pair.label].samples) << "\n";
  }
  const auto by_recall = [](const ClassMetrics& a, const ClassMetrics& b) {
    // A digit that does not occur says nothing.
    return (a.samples > 0 ? a.recall : 2) < (b.samples > 0 ? b.recall : 2);
  };
  const auto worst = std::min_element(metrics.begin(), metrics.end(), by_recall);
  card << "\nHardest digit: " << worst - metrics.begin() << ", of which " << percent(worst->recall)
       << " are recognised.\n\n";
}

void write_weaknesses(std::ostream& card, const CardInputs& inputs) {
  card << "## Known weaknesses\n\n";
  const Json& test = inputs.report.at("test");
  if (!test.is_null()) write_confusions(card, "the test data", test.at("confusion"));
  for (const Json& row : inputs.report.value("validation", Json::array())) {
    if (!row.contains("confusion")) continue;
    write_confusions(card, code(row.at("source")), row.at("confusion"));
  }
  card << inputs.notes;
  if (!inputs.notes.empty() && inputs.notes.back() != '\n') card << "\n";
}

}  // namespace

std::string model_card(const CardInputs& inputs) {
  const Json& report = inputs.report;
  std::ostringstream card;
  card << "# Model card: " << report.at("model").at("name").get<std::string>() << "\n\n"
       << thousands(inputs.parameters) << " parameters, " << kilobytes(inputs.bytes)
       << ". Written by `digitlab card`\nfrom the training's own report.\n\n"
       << "## Intended use\n\n"
       << kIntendedUse << "\n";
  write_figures(card, inputs);
  write_confidence(card, report);
  write_training(card, inputs);
  write_settings(card, report.at("settings"));
  write_network(card, inputs);
  write_weaknesses(card, inputs);
  return card.str();
}

}  // namespace digitlab::tools
