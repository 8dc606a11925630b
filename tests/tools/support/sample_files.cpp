#include "support/sample_files.hpp"

#include "system/input_file.hpp"

namespace digitlab::tools {
namespace {

matio_types storage_of(matio_classes type) {
  switch (type) {
    case MAT_C_SINGLE:
      return MAT_T_SINGLE;
    case MAT_C_UINT8:
      return MAT_T_UINT8;
    case MAT_C_INT32:
      return MAT_T_INT32;
    default:
      return MAT_T_DOUBLE;
  }
}

template <typename Number>
std::string stored(const std::vector<double>& values) {
  std::string bytes;
  for (const double value : values) {
    const auto number = static_cast<Number>(value);
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  return bytes;
}

std::string stored(const MatVariable& variable) {
  switch (variable.type) {
    case MAT_C_SINGLE:
      return stored<float>(variable.values);
    case MAT_C_UINT8:
      return stored<std::uint8_t>(variable.values);
    case MAT_C_INT32:
      return stored<std::int32_t>(variable.values);
    default:
      return stored<double>(variable.values);
  }
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(value >> shift);
  return bytes;
}

}  // namespace

void write_with_matio(const std::string& path, const std::vector<MatVariable>& variables,
                      mat_ft version, matio_compression compression) {
  mat_t* file = Mat_CreateVer(path.c_str(), nullptr, version);
  for (const MatVariable& variable : variables) {
    std::size_t sizes[2] = {variable.rows, variable.columns};
    std::string bytes = stored(variable);
    matvar_t* made = Mat_VarCreate(variable.name.c_str(), variable.type, storage_of(variable.type),
                                   2, sizes, bytes.data(), 0);
    Mat_VarWrite(file, made, compression);
    Mat_VarFree(made);
  }
  Mat_Close(file);
}

std::vector<MatVariable> course_variables(std::size_t count) {
  MatVariable x{"X", count, 400, {}, MAT_C_DOUBLE};
  MatVariable y{"y", count, 1, {}, MAT_C_UINT8};
  for (std::size_t i = 0; i < count * 400; ++i) {
    x.values.push_back(static_cast<double>(i * 7919 % 1000) / 1000);
  }
  for (std::size_t i = 0; i < count; ++i) y.values.push_back(static_cast<double>(i % 10 + 1));
  return {x, y};
}

std::string idx_bytes(const std::vector<std::uint32_t>& sizes, const std::string& values) {
  std::string bytes{0, 0, 8, static_cast<char>(sizes.size())};
  for (const std::uint32_t size : sizes) bytes += big_endian(size);
  return bytes + values;
}

std::string idx_images(std::uint32_t count) {
  std::string pixels;
  for (std::uint32_t i = 0; i < count * 784; ++i) pixels += static_cast<char>(i * 37 % 256);
  return idx_bytes({count, 28, 28}, pixels);
}

std::string idx_labels(std::uint32_t count) {
  std::string labels;
  for (std::uint32_t i = 0; i < count; ++i) labels += static_cast<char>(i % 10);
  return idx_bytes({count}, labels);
}

std::string qmnist_labels(std::uint32_t count, std::uint32_t writers) {
  constexpr std::uint32_t kColumns = 8;
  std::string bytes{0, 0, 12, 2};
  bytes += big_endian(count) + big_endian(kColumns);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const std::uint32_t value : {i % 10, 0U, i % writers + 100, 0U, 48 + i % 10, i, 0U, 0U}) {
      bytes += big_endian(value);
    }
  }
  return bytes;
}

std::string ink_lines(int count, int writers) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += R"({"word":")" + std::to_string(i % 10) +
             R"(","drawing":[[[5,5,6],[0,10,20]]],"writer":"person-)" +
             std::to_string(i % writers) + "\"}\n";
  }
  return lines;
}

std::string gzip(const std::string& bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return std::string(as_text(pack_gzip({data, bytes.size()})));
}

}  // namespace digitlab::tools
