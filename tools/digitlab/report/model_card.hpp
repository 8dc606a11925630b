/// @file
/// A model card: what a trained network is, how it was made, how good it is and where it fails.
#pragma once

#include <string>

#include "report/figures.hpp"

namespace digitlab::tools {

/// What a card is written from.
struct CardInputs {      // NOLINT(bugprone-exception-escape): moving JSON does not throw
  Json report;           ///< report.json of the training
  Json seeds;            ///< of tools/bench/seeds.mjs with the same recipe; null for none
  std::string command;   ///< that trains all that the network needs; empty when the report's does
  std::string notes;     ///< Markdown about known weaknesses; empty for none
  Index parameters = 0;  ///< in the file of weights
  Index bytes = 0;       ///< of that file
  std::string sha256;    ///< of that file
};

/// The card as Markdown.
/// @throws Json::exception when the report or the seeds lack a figure
std::string model_card(const CardInputs& inputs);

}  // namespace digitlab::tools
