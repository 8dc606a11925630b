// Reads a digit, drawn in strokes of the pen, with a trained network: read_digit MODEL.safetensors
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include <digitlab/digitlab.hpp>

int main(int argc, char** argv) try {
  std::ifstream file(argc > 1 ? argv[1] : "model.safetensors", std::ios::binary);
  const std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(file), {});
  digitlab::Reader reader(digitlab::load_model(bytes));

  // A stroke is where the pen went, in any unit: x grows to the right, y downwards.
  const digitlab::Stroke stroke = {{10, 12}, {70, 10}, {50, 50}, {32, 110}};
  const digitlab::Reading reading = reader.read({stroke});
  std::cout << "This is a " << reading.text() << '\n';
  for (const digitlab::ReadDigit& read : reading.digits) {
    for (const float probability : read.answer.probabilities) std::cout << probability << ' ';
  }
} catch (const digitlab::Error& error) {
  std::cerr << "read_digit: " << error.what() << '\n';
  return EXIT_FAILURE;
}
