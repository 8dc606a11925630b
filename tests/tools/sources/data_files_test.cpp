// Every kind of data source, good and bad, through the real program.
#include <cmath>
#include <filesystem>

#include "support/program.hpp"
#include "support/sample_files.hpp"

namespace digitlab::tools {
namespace {

class DataFiles : public FilesTest {
 protected:
  Outcome explore(const std::string& source) const {
    return digitlab({"explore", "--data", source, "--out", path("grid.png"), "--json"});
  }
  /// A .mat file of ten samples after `change` was made to its variables X and y.
  template <typename Change>
  std::string mat(const Change& change) const {
    std::vector<MatVariable> variables = course_variables(10);
    change(variables[0], variables[1]);
    write_with_matio(path("data.mat"), variables);
    return path("data.mat");
  }
  void expect_refused(const std::string& source, std::vector<std::string> parts) const {
    parts.push_back(source.substr(source.rfind('/') + 1));
    expect_error(explore(source), 1, parts);
    EXPECT_FALSE(exists("grid.png"));
  }
};

TEST_F(DataFiles, ReadsEachVersionOfMatFiles) {
  const auto variables = course_variables(20);
  write_with_matio(path("v5.mat"), variables, MAT_FT_MAT5, MAT_COMPRESSION_NONE);
  write_with_matio(path("v5z.mat"), variables, MAT_FT_MAT5, MAT_COMPRESSION_ZLIB);
  write_with_matio(path("v73.mat"), variables, MAT_FT_MAT73, MAT_COMPRESSION_NONE);
  write_with_matio(path("v73z.mat"), variables, MAT_FT_MAT73, MAT_COMPRESSION_ZLIB);
  std::string grid;
  for (const char* name : {"v5.mat", "v5z.mat", "v73.mat", "v73z.mat"}) {
    SCOPED_TRACE(name);
    const Outcome run = explore(path(name));
    expect_success(run);
    const auto result = run.json();
    EXPECT_EQ(result.at("samples"), 20);
    EXPECT_EQ(result.at("per_class"), nlohmann::json({2, 2, 2, 2, 2, 2, 2, 2, 2, 2}));
    EXPECT_EQ(result.at("parts").at(0).at("height"), 20);
    EXPECT_EQ(result.at("parts").at(0).at("type"), "float");
    // The same samples give the same picture.
    if (grid.empty()) grid = read("grid.png");
    EXPECT_TRUE(grid == read("grid.png"));
  }
}

TEST_F(DataFiles, ReadsBytesAndSinglesAndLabelsOfAnyNumericType) {
  const auto as_bytes = [](MatVariable& x, MatVariable& y) {
    for (double& value : x.values) value = std::floor(255 * value);
    x.type = MAT_C_UINT8;
    y.type = MAT_C_INT32;
  };
  EXPECT_EQ(explore(mat(as_bytes)).json().at("parts").at(0).at("type"), "uint8");
  const auto as_singles = [](MatVariable& x, MatVariable& y) {
    x.type = MAT_C_SINGLE;
    y.type = MAT_C_DOUBLE;
    for (double& label : y.values) label = label == 10 ? 0 : label;
    std::swap(y.rows, y.columns);
  };
  EXPECT_EQ(explore(mat(as_singles)).json().at("per_class").at(0), 1);
  const auto as_mnist = [](MatVariable& x, MatVariable&) {
    x.columns = 784;
    x.values.resize(7840);
  };
  EXPECT_EQ(explore(mat(as_mnist)).json().at("parts").at(0).at("width"), 28);
}

TEST_F(DataFiles, NamesWhatIsWrongInAMatFile) {
  using V = MatVariable;
  expect_refused(mat([](V& x, V&) { x.name = "images"; }), {"no variable X", "images, y"});
  expect_refused(mat([](V&, V& y) { y.name = "labels"; }), {"no variable y", "X, labels"});
  expect_refused(mat([](V& x, V&) { x.columns = 399; }), {"X 10×399", "400 or 784"});
  expect_refused(mat([](V& x, V&) { x.type = MAT_C_INT32; }), {"X is of type int32"});
  expect_refused(mat([](V& x, V&) { x.values[12] = std::nan(""); }),
                 {"nan at row 3, column 2 of X"});
  expect_refused(mat([](V& x, V&) { x.values[9] = 255; }), {"255 at row 10, column 1 of X"});
  expect_refused(mat([](V&, V& y) { y.rows = 9; }), {"y 9×1", "10×1"});
  expect_refused(mat([](V&, V& y) { y.values[6] = 11; }), {"label 11 at row 7", "0 to 10"});
  const auto with_label = [](double label) {
    return [label](V&, V& y) {
      y.type = MAT_C_DOUBLE;
      y.values[0] = label;
    };
  };
  expect_refused(mat(with_label(-1)), {"label -1 at row 1"});
  expect_refused(mat(with_label(1.5)), {"label 1.5 at row 1"});
  expect_refused(mat(with_label(std::nan(""))), {"label nan at row 1"});
}

TEST_F(DataFiles, RefusesMatFilesWithoutSamplesOrNumbers) {
  std::vector<MatVariable> none = course_variables(0);
  write_with_matio(path("none.mat"), none);
  expect_refused(path("none.mat"), {});
  mat_t* file = Mat_CreateVer(path("text.mat").c_str(), nullptr, MAT_FT_MAT5);
  std::size_t sizes[2] = {1, 5};
  std::string text = "hello";
  matvar_t* variable = Mat_VarCreate("X", MAT_C_CHAR, MAT_T_UTF8, 2, sizes, text.data(), 0);
  Mat_VarWrite(file, variable, MAT_COMPRESSION_NONE);
  Mat_VarFree(variable);
  Mat_Close(file);
  expect_refused(path("text.mat"), {"variable X is of type char"});
}

TEST_F(DataFiles, RefusesWhatIsNotThereOrNotAFile) {
  std::filesystem::create_directory(path("folder.mat"));
  for (const char* name : {"none.mat", "none-images-idx3-ubyte.gz", "none.ndjson"}) {
    expect_refused(path(name), {"No such file"});
  }
  expect_refused(path("folder.mat"), {"is a folder"});
  expect_refused(write("empty.mat", ""), {"empty"});
  expect_refused(write("text.mat", std::string(1000, 'x')), {"not a MAT file"});
  expect_refused(write("empty.ndjson", ""), {"no samples"});
  expect_refused(write("empty-images-idx3-ubyte", ""), {});
}

TEST_F(DataFiles, ReadsMnistFilesPlainAndPacked) {
  write("a-images-idx3-ubyte", idx_images(30));
  write("a-labels-idx1-ubyte", idx_labels(30));
  write("b-images-idx3-ubyte.gz", gzip(idx_images(30)));
  write("b-labels-idx1-ubyte.gz", gzip(idx_labels(30)));
  write("c-images-idx3-ubyte", idx_images(30));
  write("c-labels-idx1-ubyte.gz", gzip(idx_labels(30)));
  for (const char* name :
       {"a-images-idx3-ubyte", "b-images-idx3-ubyte.gz", "c-images-idx3-ubyte"}) {
    const Outcome run = explore(path(name));
    expect_success(run);
    EXPECT_EQ(run.json().at("samples"), 30);
    EXPECT_EQ(run.json().at("parts").at(0).at("maximum"), 255);
  }
}

TEST_F(DataFiles, NamesWhatIsWrongInMnistFiles) {
  const std::string images = write("a-images-idx3-ubyte", idx_images(30));
  expect_error(explore(images), 1, {"a-labels-idx1-ubyte", "No such file"});
  write("a-labels-idx1-ubyte", idx_labels(29));
  expect_error(explore(images), 1, {"a-labels-idx1-ubyte", "29 labels for 30 images"});
  std::string labels = idx_labels(30);
  labels[8 + 4] = 10;
  write("a-labels-idx1-ubyte", labels);
  expect_error(explore(images), 1, {"a-labels-idx1-ubyte", "label 10 at position 4", "0 to 9"});
  write("a-labels-idx1-ubyte", idx_images(30));
  expect_error(explore(images), 1, {"a-labels-idx1-ubyte", "3 dimensions, expected 1"});
  write("a-labels-idx1-ubyte", idx_labels(0));
  write("a-images-idx3-ubyte", idx_images(0));
  expect_error(explore(images), 1, {"a-images-idx3-ubyte"});
  write("a-images-idx3-ubyte", idx_bytes({0xffffffffU, 0xffffffffU, 0xffffffffU}, "x"));
  expect_error(explore(images), 1, {"a-images-idx3-ubyte"});
}

TEST_F(DataFiles, ReadsInkPlainAndPacked) {
  const std::string line = R"({"word":"1","drawing":[[[5,5,6],[0,10,20]]],"writer":"w"})";
  for (const auto& [name, bytes] : {std::pair{"a.ndjson", line + "\n" + line},
                                    std::pair{"b.ndjson.gz", gzip(line + "\n") + gzip(line)}}) {
    const Outcome run = explore(write(name, bytes));
    expect_success(run);
    EXPECT_EQ(run.json().at("per_class").at(1), 2);
  }
}

TEST_F(DataFiles, NamesWhatIsWrongInInk) {
  const std::string good = R"({"word":"1","drawing":[[[5,5,6],[0,10,20]]]})";
  expect_refused(write("a.ndjson", good + "\nhello\n"), {"line 2"});
  expect_refused(write("b.ndjson", good + "\n" + R"({"word":"cat","drawing":[[[5],[0]]]})"),
                 {"drawing 2", "\"0\" to \"9\""});
  expect_refused(write("c.ndjson", R"({"word":"1","drawing":[]})"), {"drawing 1 has no ink"});
  expect_refused(write("d.ndjson", R"({"word":"1","drawing":[[[1,2],[3]]]})"), {"line 1"});
  expect_refused(write("e.ndjson.gz", gzip(good) + "tail"), {"follows the gzip data"});
}

TEST_F(DataFiles, AModelThatCannotReadTheImagesIsRefusedBeforeTraining) {
  write("a-images-idx3-ubyte", idx_bytes({10, 10, 10}, std::string(1000, 'x')));
  write("a-labels-idx1-ubyte", idx_labels(10));
  const std::string images = path("a-images-idx3-ubyte");
  const Arguments train = {"train", "--model", "lab", "--out", path("out")};
  Arguments bad_data = train;
  bad_data.insert(bad_data.end(), {"--data", images});
  expect_error(digitlab(bad_data), 1, {"a-images-idx3-ubyte", "10×10", "20×20"});
  Arguments bad_test = train;
  bad_test.insert(bad_test.end(), {"--data", "synthetic:20", "--test", images});
  expect_error(digitlab(bad_test), 1, {"a-images-idx3-ubyte", "10×10", "20×20"});
  EXPECT_FALSE(exists("out"));
}

TEST_F(DataFiles, SynthWritesFilesThatReadBack) {
  for (const char* name : {"s.mat", "s.ndjson", "s.ndjson.gz"}) {
    SCOPED_TRACE(name);
    expect_success(digitlab({"synth", "--count", "40", "--seed", "7", "--out", path(name)}));
    const Outcome run = explore(path(name));
    expect_success(run);
    EXPECT_EQ(run.json().at("per_class"), nlohmann::json({4, 4, 4, 4, 4, 4, 4, 4, 4, 4}));
  }
  const std::string first = read("s.mat");
  expect_success(digitlab({"synth", "--count", "40", "--seed", "7", "--out", path("s.mat")}));
  EXPECT_TRUE(first == read("s.mat")) << "the same seed gives the same file";
  expect_error(digitlab({"synth", "--count", "4", "--out", path("s.png")}), 2, {"s.png"});
}

TEST_F(DataFiles, SeveralSourcesAreJoined) {
  write_with_matio(path("a.mat"), course_variables(10));
  const auto result = explore(path("a.mat") + ",synthetic:20:3").json();
  EXPECT_EQ(result.at("samples"), 30);
  EXPECT_EQ(result.at("parts").at(1).at("source"), "synthetic:20:3");
  EXPECT_TRUE(result.at("parts").at(1).at("sha256").is_null());
  EXPECT_EQ(result.at("parts").at(0).at("sha256").get<std::string>().size(), 64U);
}

}  // namespace
}  // namespace digitlab::tools
