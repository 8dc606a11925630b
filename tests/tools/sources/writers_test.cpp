// Writers: where they are known, which of them are held out, and that no one is on both sides.
#include "sources/writers.hpp"

#include <algorithm>
#include <iostream>
#include <set>

#include "sources/data_source.hpp"
#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

class WriterSources : public FilesTest {
 protected:
  nlohmann::json explore(const std::string& source) const {
    const Outcome run =
        digitlab({"explore", "--data", source, "--out", path("grid.png"), "--json"});
    expect_success(run);
    return run.json().at("parts").at(0);
  }
  Outcome refused(const std::string& source) const {
    return digitlab({"explore", "--data", source, "--out", path("grid.png")});
  }
  /// 300 training images of MNIST's layout, by `writers` people.
  std::string mnist(std::uint32_t writers) const {
    write("train-labels-idx1-ubyte", idx_labels(300));
    write("qmnist-train-labels-idx2-int.gz", gzip(qmnist_labels(300, writers)));
    return write("train-images-idx3-ubyte", idx_images(300));
  }
};

TEST(HeldOut, IsARoundedFifthChosenByNamesAlone) {
  // Whoever changes the rule moves people from the test side to the training side: it stays.
  const std::vector<std::string> names = {"ada", "ben", "cyd", "dan", "eve", "fay", "gus"};
  EXPECT_EQ(held_out(names), (std::vector<bool>{false, true, false, false, false, false, false}));
  const std::vector<std::pair<std::size_t, int>> fifths = {{0, 0}, {1, 0}, {2, 0},  {3, 1},
                                                           {7, 1}, {8, 2}, {30, 6}, {539, 108}};
  for (const auto& [count, expected] : fifths) {
    std::vector<std::string> people;
    for (std::size_t i = 0; i < count; ++i) people.push_back(std::to_string(i));
    const std::vector<bool> is_held_out = held_out(people);
    EXPECT_EQ(std::count(is_held_out.begin(), is_held_out.end(), true), expected);
  }
}

TEST(HeldOut, TheOrderOfSamplesDoesNotMatter) {
  const std::vector<std::string> forth = {"x", "y", "y", "z", "w", "w"};
  const std::vector<std::string> back(forth.rbegin(), forth.rend());
  const Writers a = number_writers(forth);
  const Writers b = number_writers(back);
  EXPECT_EQ(a.names, (std::vector<std::string>{"w", "x", "y", "z"}));
  EXPECT_EQ(a.names, b.names);
  EXPECT_EQ(a.numbers, (std::vector<std::uint32_t>{1, 2, 2, 3, 0, 0}));
  EXPECT_EQ(select_samples(a, Selection::kHeldOut).size(),
            select_samples(b, Selection::kHeldOut).size());
}

TEST_F(WriterSources, SelectionsOfInkAndOfMnistAreTwoPartsOfTheWhole) {
  for (const std::string& source : {mnist(20), write("ink.ndjson.gz", gzip(ink_lines(300, 20)))}) {
    SCOPED_TRACE(source);
    const auto all = explore(source);
    const auto train = explore(source + "@train");
    const auto held = explore(source + "@held-out");
    EXPECT_EQ(all.at("writers"), 20);
    EXPECT_EQ(train.at("writers"), 16);
    EXPECT_EQ(held.at("writers"), 4);
    EXPECT_EQ(train.at("samples"), 240);
    EXPECT_EQ(held.at("samples"), 60);
    EXPECT_EQ(all.at("sha256"), held.at("sha256"));
    const std::string name = source.substr(source.rfind('/') + 1);
    EXPECT_EQ(train.at("source"), name + "@train");
    EXPECT_EQ(held.at("source"), name + "@held-out");
  }
}

TEST_F(WriterSources, TheChoiceIsRefusedWhereWritersAreNotKnown) {
  write("t10k-images-idx3-ubyte", idx_images(30));
  write("t10k-labels-idx1-ubyte", idx_labels(30));
  write_with_matio(path("data.mat"), course_variables(10));
  const std::string anonymous = R"({"word":"1","drawing":[[[5,5,6],[0,10,20]]]})";
  write("some.ndjson", ink_lines(10, 10) + anonymous);
  for (const std::string& source : {path("t10k-images-idx3-ubyte"), path("data.mat"),
                                    path("some.ndjson"), std::string("synthetic:20")}) {
    for (const char* ending : {"@train", "@held-out"}) {
      expect_error(refused(source + ending), 2, {source + ending, "writers are not known"});
    }
    EXPECT_TRUE(explore(source).at("writers").is_null());
  }
  expect_error(refused(path("some.ndjson") + "@test"), 2, {"@test", "@held-out"});
  expect_error(refused("@train"), 2, {"data source"});
  write("two.ndjson", ink_lines(10, 2));
  expect_error(refused(path("two.ndjson") + "@held-out"), 2, {"of 2 writers", "none"});
}

TEST_F(WriterSources, WritersOfOtherImagesAreRefused) {
  const std::string images = mnist(20);
  std::string wrong = qmnist_labels(300, 20);
  wrong[12 + 17 * 32 + 3] = 3;
  write("qmnist-train-labels-idx2-int.gz", gzip(wrong));
  expect_error(refused(images), 1,
               {"qmnist-train-labels-idx2-int.gz", "digit 3 at position 17", "labels say 7"});
  write("qmnist-train-labels-idx2-int.gz", gzip(qmnist_labels(299, 20)));
  expect_error(refused(images), 1, {"qmnist-train-labels-idx2-int.gz", "299×8", "300×8"});
  write("qmnist-train-labels-idx2-int.gz", gzip(idx_labels(300)));
  expect_error(refused(images), 1,
               {"qmnist-train-labels-idx2-int.gz", "IDX type 8", "expected 12"});
  write("qmnist-train-labels-idx2-int.gz", "");
  expect_error(refused(images), 1, {"qmnist-train-labels-idx2-int.gz"});
}

TEST_F(WriterSources, PredictCountsWithinTheChoice) {
  const std::string ink = write("ink.ndjson", ink_lines(30, 10));
  expect_success(digitlab({"train", "--model", "lab", "--data", "synthetic:50", "--epochs", "1",
                           "--out", path("run")}));
  const auto predict = [&](const char* index) {
    return digitlab({"predict", "--model", path("run/model.safetensors"), "--data",
                     ink + "@held-out", "--index", index, "--json"});
  };
  expect_success(predict("5"));
  expect_error(predict("6"), 1, {"ink.ndjson@held-out", "0 to 5"});
}

TEST_F(WriterSources, TrainingValidatesOnTheDataThatIsNamed) {
  const std::string ink = write("ink.ndjson", ink_lines(100, 10));
  const Arguments train = {"train",
                           "--model",
                           "lab",
                           "--data",
                           ink + "@train",
                           "--validation",
                           ink + "@held-out,synthetic:7",
                           "--epochs",
                           "2",
                           "--out",
                           path("run")};
  expect_success(digitlab(train));
  const auto report = nlohmann::json::parse(read("run/report.json"));
  EXPECT_EQ(report.at("data").at("train").at(0).at("source"), "ink.ndjson@train");
  EXPECT_EQ(report.at("data").at("train").at(0).at("samples"), 80);
  EXPECT_EQ(report.at("data").at("train").at(0).at("writers"), 8);
  const auto& validation = report.at("data").at("validation");
  EXPECT_EQ(validation.at("samples"), 27);
  EXPECT_EQ(validation.at("sources").at(0).at("source"), "ink.ndjson@held-out");
  EXPECT_EQ(validation.at("sources").at(1).at("source"), "synthetic:7:1");
  EXPECT_EQ(report.at("history").size(), 2U);

  // The figure is that of the network on that data.
  const auto figures = digitlab({"evaluate", "--model", path("run/model.safetensors"), "--data",
                                 ink + "@held-out,synthetic:7", "--json"})
                           .json();
  EXPECT_EQ(report.at("history").at(1).at("val_accuracy"), figures.at("accuracy"));
  EXPECT_GT(report.at("calibration").at("temperature"), 0);

  // What is validated on changes how sure answers are and no answer, but another validation is
  // another training.
  Arguments without(train);
  without.erase(without.begin() + 5, without.begin() + 7);
  without.back() = path("without");
  expect_success(digitlab(without));
  const auto evaluate = [&](const char* folder) {
    return digitlab({"evaluate", "--model", path(std::string(folder) + "/model.safetensors"),
                     "--data", "synthetic:100:2", "--json"})
        .json();
  };
  EXPECT_EQ(evaluate("run").at("confusion"), evaluate("without").at("confusion"));
  Arguments again(train);
  again.push_back("--resume");
  expect_success(digitlab(again));
  again[6] = "synthetic:7";
  expect_error(digitlab(again), 1, {"other settings or data"});
  Arguments both(train);
  both.insert(both.end(), {"--validation-split", "0.1"});
  expect_error(digitlab(both), 2, {"--validation", "--validation-split"});
}

TEST_F(WriterSources, ResumeRefusesAnotherChoiceOrValidation) {
  const std::string ink = write("ink.ndjson", ink_lines(100, 10));
  const auto train = [&](const std::string& data, const std::string& validation) {
    return Arguments{"train",    "--model",  "lab",  "--data", data,       "--validation",
                     validation, "--epochs", "5000", "--out",  path("run")};
  };
  {
    RunningProgram program(train(ink + "@train", ink + "@held-out"));
    ASSERT_TRUE(program.wait_for("epoch    2/"));
  }
  const auto resume = [&](const std::string& data, const std::string& validation) {
    Arguments arguments = train(data, validation);
    arguments.push_back("--resume");
    return digitlab(arguments);
  };
  expect_error(resume(ink, ink + "@held-out"), 1, {"checkpoint", "other training data"});
  expect_error(resume(ink + "@train", ink), 1, {"checkpoint", "other validation data"});
}

TEST_F(WriterSources, AValidationSplitTakesWholeWriters) {
  const std::string ink = write("ink.ndjson", ink_lines(105, 10));
  expect_success(digitlab({"train", "--model", "lab", "--data", ink, "--validation-split", "0.3",
                           "--epochs", "1", "--out", path("run")}));
  const auto report = nlohmann::json::parse(read("run/report.json"));
  // People 0 to 4 drew 11 digits, 5 to 9 drew 10.
  const int samples = report.at("data").at("validation").at("samples");
  EXPECT_GE(samples, 30);
  EXPECT_LE(samples, 33);
}

TEST(RealWriters, HeldOutWritersAreNeverTrainedOn) {
  for (const char* name : {"mnist/train-images-idx3-ubyte.gz", "ink/pendigits-train.ndjson.gz",
                           "ink/unipen-train.ndjson.gz"}) {
    DIGITLAB_NEEDS(file, name);
    const auto load = [&](const char* ending) { return load_data(file + ending, serial_for); };
    const LoadedData all = load("");
    const LoadedData train = load("@train");
    const LoadedData held = load("@held-out");
    const auto people = [](const LoadedData& data) {
      const auto& writers = data.dataset.parts().front().writers();
      return std::set<std::uint32_t>(writers.begin(), writers.end());
    };
    const std::set<std::uint32_t> everyone = people(all);
    const std::set<std::uint32_t> trained = people(train);
    const std::set<std::uint32_t> unseen = people(held);
    std::set<std::uint32_t> both = trained;
    both.insert(unseen.begin(), unseen.end());
    EXPECT_EQ(both, everyone);
    EXPECT_EQ(trained.size() + unseen.size(), everyone.size()) << "someone is on both sides";
    EXPECT_EQ(unseen.size(), (everyone.size() + 2) / 5);
    EXPECT_EQ(train.dataset.size() + held.dataset.size(), all.dataset.size());
    std::cout << name << ": " << trained.size() << " writers of " << train.dataset.size()
              << " samples to train on, " << unseen.size() << " of " << held.dataset.size()
              << " held out\n";
  }
}

}  // namespace
}  // namespace digitlab::tools
