/// @file
/// What teachers said of the training samples, on disk, so that trainings of several seeds ask
/// once.
///
/// A folder of `variation-N.safetensors`, each with one tensor "advice" (samples, 10) of mean
/// probabilities; its metadata key "advice" is a JSON object of all that decides them: `teachers`
/// (SHA-256), `temperature`, `augment`, `data` (checksums) and `split`.
#pragma once

#include <optional>
#include <string>

#include "digitlab/math/matrix.hpp"
#include "report/figures.hpp"

namespace digitlab::tools {

class AdviceFolder {
 public:
  /// Makes the folder.
  /// @param identity  of the training, see `training_identity`
  /// @throws Error when there can be no such folder
  AdviceFolder(std::string path, const Json& identity);

  /// What was said of a variation, or nothing when no file tells.
  /// @throws Error naming the file when it is damaged, or was said by other teachers, of other data
  std::optional<Matrix<float>> recall(int variation) const;

  void keep(int variation, const Matrix<float>& advice) const;

 private:
  std::string file(int variation) const;

  std::string path_;
  Json identity_;
};

}  // namespace digitlab::tools
