// Memory runs out at each allocation in turn: it is said, nothing is left behind (the leak
// sanitizer looks), and the next call does as if nothing had been.
#include <new>
#include <vector>

#include <gtest/gtest.h>

#include "digitlab/assess/evaluation.hpp"
#include "digitlab/formats/model_file.hpp"
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/generate/digits.hpp"
#include "digitlab/math/error.hpp"
#include "digitlab/reading/reader.hpp"
#include "support/allocations.hpp"
#include "support/people.hpp"
#include "support/row_of_digits.hpp"

namespace digitlab {
namespace {

// Runs `work` until it passes, with its first, second, third … allocation failing. Returns how many
// failed.
template <typename Work>
long failures(const Work& work) {
  for (long nth = 1; nth < 100000; ++nth) {
    const FailingAllocation failing(nth);
    try {
      work();
    } catch (const std::bad_alloc&) {
      EXPECT_TRUE(failing.happened());
      continue;
    } catch (const Error&) {
      EXPECT_TRUE(failing.happened());
      continue;
    }
    if (!failing.happened()) return nth - 1;
    ADD_FAILURE() << "the failure of allocation " << nth << " was hidden";
    return nth;
  }
  ADD_FAILURE() << "there is no end to it";
  return 0;
}

Model small_model() {
  return {initialized(parse_spec(R"({"name": "small", "layers": [
      {"type": "Input", "shape": [28, 28]},
      {"type": "Conv2D", "filters": 2, "use_bias": false},
      {"type": "BatchNormalization", "activation": "relu"},
      {"type": "Flatten"},
      {"type": "Dense", "units": 10}]})")),
          {},
          people()};
}

TEST(OutOfMemory, WhileAModelIsLoaded) {
  const std::vector<std::uint8_t> bytes =
      write_safetensors(to_tensor_file(small_model(), R"({"seed": 1})"));
  EXPECT_GT(failures([&] { load_model(bytes); }), 100);
  EXPECT_EQ(write_safetensors(to_tensor_file(load_model(bytes), R"({"seed": 1})")), bytes);
}

TEST(OutOfMemory, WhileADrawingIsRead) {
  const Model model = small_model();
  const Drawing drawing = row_of_digits({4, 7}, 40);
  const Reading expected = Reader::borrowing(model).read(drawing);
  ASSERT_FALSE(expected.digits.empty());
  // A reader that is new, and one that has been through it all.
  Reader survivor = Reader::borrowing(model);
  const auto same = [&](const Reading& reading) {
    ASSERT_EQ(reading.digits.size(), expected.digits.size());
    for (std::size_t i = 0; i < expected.digits.size(); ++i) {
      EXPECT_EQ(reading.digits[i].answer.probabilities, expected.digits[i].answer.probabilities);
      EXPECT_EQ(reading.digits[i].strokes, expected.digits[i].strokes);
    }
  };
  EXPECT_GT(failures([&] { Reader::borrowing(model).read(drawing); }), 20);
  EXPECT_GT(failures([&] { survivor.read(drawing); }), 10);
  same(survivor.read(drawing));
  same(Reader::borrowing(model).read(drawing));
}

TEST(OutOfMemory, WhileImagesAreAnswered) {
  const Model model = small_model();
  const Dataset digits(synthesize_images(5, 1));
  const std::vector<Index> all = all_indices(5);
  const Predictions expected = predict(model, digits, all);
  EXPECT_GT(failures([&] { predict(model, digits, all); }), 5);
  EXPECT_EQ(predict(model, digits, all).probabilities, expected.probabilities);
}

}  // namespace
}  // namespace digitlab
