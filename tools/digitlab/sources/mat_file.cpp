#include "sources/mat_file.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include <matio.h>

#include "sources/mat_check.hpp"
#include "system/isolated.hpp"

namespace digitlab::tools {
namespace {

// The largest matrix that is read: a gigabyte of doubles.
constexpr std::size_t kMaxElements = std::size_t{1} << 27U;

struct CloseMat {
  void operator()(mat_t* file) const { Mat_Close(file); }
};
struct FreeVariable {
  void operator()(matvar_t* variable) const { Mat_VarFree(variable); }
};
using MatHandle = std::unique_ptr<mat_t, CloseMat>;
using VariableHandle = std::unique_ptr<matvar_t, FreeVariable>;

const char* type_name(matio_classes type) {
  switch (type) {
    case MAT_C_DOUBLE:
      return "double";
    case MAT_C_SINGLE:
      return "single";
    case MAT_C_INT8:
      return "int8";
    case MAT_C_UINT8:
      return "uint8";
    case MAT_C_INT16:
      return "int16";
    case MAT_C_UINT16:
      return "uint16";
    case MAT_C_INT32:
      return "int32";
    case MAT_C_UINT32:
      return "uint32";
    case MAT_C_INT64:
      return "int64";
    case MAT_C_UINT64:
      return "uint64";
    case MAT_C_CELL:
      return "cell";
    case MAT_C_STRUCT:
      return "struct";
    case MAT_C_CHAR:
      return "char";
    case MAT_C_SPARSE:
      return "sparse";
    default:
      return "unknown";
  }
}

/// What the child sends to its parent, value by value, in this machine's representation.
class Message {
 public:
  Message() = default;
  explicit Message(Bytes bytes) : bytes_(std::move(bytes)) {}

  void put(const void* data, std::size_t size) {
    const auto* first = static_cast<const std::uint8_t*>(data);
    bytes_.insert(bytes_.end(), first, first + size);
  }
  void put(std::uint64_t value) { put(&value, sizeof value); }
  void put(const std::string& text) {
    put(text.size());
    put(text.data(), text.size());
  }
  void take(void* data, std::size_t size) {
    if (size > bytes_.size() - position_) throw Error("the file is damaged");
    if (size > 0) std::memcpy(data, bytes_.data() + position_, size);
    position_ += size;
  }
  std::uint64_t take_number() {
    std::uint64_t value = 0;
    take(&value, sizeof value);
    return value;
  }
  std::string take_text() {
    std::string text(std::min<std::size_t>(take_number(), bytes_.size()), '\0');
    take(text.data(), text.size());
    return text;
  }
  bool empty() const { return position_ == bytes_.size(); }
  Bytes release() { return std::move(bytes_); }

 private:
  Bytes bytes_;
  std::size_t position_ = 0;
};

/// Sends `count` elements of type `From` as doubles.
template <typename From>
void put_as_double(Message& message, const void* data, std::size_t count) {
  const auto* values = static_cast<const From*>(data);
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<double>(values[i]);
    message.put(&value, sizeof value);
  }
}

void put_elements(Message& message, const matvar_t& variable, std::size_t count) {
  switch (variable.class_type) {
    case MAT_C_DOUBLE:
      return message.put(variable.data, count * sizeof(double));
    case MAT_C_UINT8:
      return message.put(variable.data, count);
    case MAT_C_SINGLE:
      return put_as_double<float>(message, variable.data, count);
    case MAT_C_INT8:
      return put_as_double<std::int8_t>(message, variable.data, count);
    case MAT_C_INT16:
      return put_as_double<std::int16_t>(message, variable.data, count);
    case MAT_C_UINT16:
      return put_as_double<std::uint16_t>(message, variable.data, count);
    case MAT_C_INT32:
      return put_as_double<std::int32_t>(message, variable.data, count);
    case MAT_C_UINT32:
      return put_as_double<std::uint32_t>(message, variable.data, count);
    case MAT_C_INT64:
      return put_as_double<std::int64_t>(message, variable.data, count);
    case MAT_C_UINT64:
      return put_as_double<std::uint64_t>(message, variable.data, count);
    default:
      throw Error("unexpected element type");  // `check_kind` let it pass
  }
}

/// Bytes of an element in memory as matio lays it out.
std::size_t element_size(matio_classes type) { return Mat_SizeOfClass(type); }

/// @throws Error unless the variable is a real matrix of numbers of sensible size
std::size_t check_kind(const std::string& name, const matvar_t& variable) {
  const std::string type = type_name(variable.class_type);
  if (variable.class_type < MAT_C_DOUBLE || variable.class_type > MAT_C_UINT64) {
    throw Error("variable " + name + " is of type " + type + ", expected a matrix of numbers");
  }
  if (variable.isComplex != 0)
    throw Error("variable " + name + " is complex, expected real numbers");
  if (variable.rank != 2 || variable.dims == nullptr) {
    throw Error("variable " + name + " has " + std::to_string(variable.rank) +
                " dimensions, expected 2");
  }
  const std::size_t rows = variable.dims[0];
  const std::size_t columns = variable.dims[1];
  if (columns != 0 && rows > kMaxElements / columns) {
    throw Error("variable " + name + " is " + std::to_string(rows) + "×" + std::to_string(columns) +
                ", more than can be read");
  }
  return rows * columns;
}

void put_variable(Message& message, mat_t& file, const std::string& name,
                  const MatShapeCheck& check) {
  VariableHandle variable(Mat_VarReadInfo(&file, name.c_str()));
  if (!variable) throw Error("the file is damaged at variable " + name);
  const std::size_t count = check_kind(name, *variable);
  check(name, {type_name(variable->class_type),
               static_cast<Index>(variable->dims[0]),
               static_cast<Index>(variable->dims[1]),
               {}});
  if (count > 0) {
    variable.reset(Mat_VarRead(&file, name.c_str()));
    if (!variable || variable->data == nullptr || check_kind(name, *variable) != count ||
        variable->nbytes < count * element_size(variable->class_type)) {
      throw Error("the file is damaged at variable " + name);
    }
  }
  message.put(name);
  message.put(std::string(type_name(variable->class_type)));
  message.put(variable->dims[0]);
  message.put(variable->dims[1]);
  put_elements(message, *variable, count);
}

/// The part that runs in the child: all names, then the wanted arrays.
Bytes read_with_matio(const std::string& path, const std::vector<std::string>& wanted,
                      const MatShapeCheck& check) {
  const MatHandle file(Mat_Open(path.c_str(), MAT_ACC_RDONLY));
  if (!file) throw Error("not a MAT file (version 5 or 7.3)");
  std::size_t count = 0;
  char* const* names = Mat_GetDir(file.get(), &count);
  if (names == nullptr) count = 0;
  Message message;
  message.put(count);
  for (std::size_t i = 0; i < count; ++i) message.put(std::string(names[i]));
  for (const std::string& name : wanted) {
    if (std::find(names, names + count, name) != names + count) {
      put_variable(message, *file, name, check);
    }
  }
  return message.release();
}

MatArray take_array(Message& message) {
  MatArray array;
  array.type = message.take_text();
  array.rows = static_cast<Index>(message.take_number());
  array.columns = static_cast<Index>(message.take_number());
  const auto count = static_cast<std::size_t>(array.rows * array.columns);
  if (count > kMaxElements) throw Error("the file is damaged");
  if (array.type == "uint8") {
    std::vector<std::uint8_t> values(count);
    message.take(values.data(), count);
    array.values = std::move(values);
  } else {
    std::vector<double> values(count);
    message.take(values.data(), count * sizeof(double));
    array.values = std::move(values);
  }
  return array;
}

}  // namespace

double MatArray::operator[](Index i) const {
  const auto at = static_cast<std::size_t>(i);
  return std::visit([at](const auto& all) { return static_cast<double>(all[at]); }, values);
}

std::string describe(const std::string& name, const MatArray& array) {
  return name + " " + std::to_string(array.rows) + "×" + std::to_string(array.columns) + " " +
         array.type;
}

const MatArray& MatVariables::array(const std::string& name) const {
  const auto found = arrays.find(name);
  if (found != arrays.end()) return found->second;
  std::string others;
  for (const std::string& other : names) others += (others.empty() ? "" : ", ") + other;
  throw Error("has no variable " + name + " (it holds " + (others.empty() ? "none" : others) + ")");
}

Bytes read_mat_bytes(const std::string& path, std::size_t limit) {
  InputFile file(path, {.may_be_pipe = false});
  return read_rest(file, limit, [limit](std::span<const std::uint8_t> front) {
    check_mat_front(front);
    return limit;
  });
}

MatVariables read_mat(const std::string& path, std::span<const std::uint8_t> bytes,
                      const std::vector<std::string>& wanted, const MatShapeCheck& check) {
  check_mat(bytes);
  Message message(run_isolated([&] { return read_with_matio(path, wanted, check); }));
  MatVariables variables;
  const std::uint64_t count = message.take_number();
  for (std::uint64_t i = 0; i < count; ++i) variables.names.push_back(message.take_text());
  while (!message.empty()) {
    const std::string name = message.take_text();
    variables.arrays.emplace(name, take_array(message));
  }
  return variables;
}

}  // namespace digitlab::tools
