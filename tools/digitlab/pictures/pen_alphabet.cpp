#include "pictures/pen_alphabet.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace digitlab::tools {
namespace {

/// Each stroke is a point, then how the pen goes on and where to: '-' straight, '~' on a quarter of
/// an ellipse that it enters horizontally, '|' on one that it enters vertically. Points are two
/// digits of base 17 (0 … g), x and y.
struct Description {
  char character;
  std::string_view strokes;
};

constexpr Description kDescriptions[] = {
    {'0', "06|40~86|4c~06"},
    {'1', "13-50-5c"},
    {'2', "03|40~83-75-0c-8c"},
    {'3', "02|40~83|46~89|4c~0a"},
    {'4', "6c-60-08-88"},
    {'5', "70-10-06|44~88|4c~0a"},
    {'6', "60~08|44~88|4c~08"},
    {'7', "00-80-3c"},
    {'8', "13|40~73|46~13 09|46~89|4c~09"},
    {'9', "2c~84|48~04|40~84"},
    {'a', "84-8c 88|44~08|4c~88"},
    {'b', "00-0c 08|44~88|4c~08"},
    {'c', "76|44~08|4c~7a"},
    {'d', "80-8c 88|44~08|4c~88"},
    {'e', "08-88|44~08|4c~7a"},
    {'f', "60~33-3c 04-64"},
    {'g', "84-8d|4g~1f 88|44~08|4c~88"},
    {'h', "00-0c 08|44~78-7c"},
    {'i', "04-0c 01-01"},
    {'j', "34-3d|0g 31-31"},
    {'k', "00-0c 64-09 37-6c"},
    {'l', "00-0c"},
    {'m', "04-0c 07|34~67-6c 67|94~c7-cc"},
    {'n', "04-0c 08|44~78-7c"},
    {'o', "08|44~88|4c~08"},
    {'p', "04-0g 08|44~88|4c~08"},
    {'q', "84-8g 88|44~08|4c~88"},
    {'r', "04-0c 08|54"},
    {'s', "65|34~06|38~6a|3c~0b"},
    {'t', "31-3a|6c 04-64"},
    {'u', "04-08|4c~78 74-7c"},
    {'v', "04-4c-84"},
    {'w', "04-3c-64-9c-c4"},
    {'x', "04-7c 74-0c"},
    {'y', "04-4c 84-2g"},
    {'z', "04-74-0c-7c"},
    {'A', "0c-50-ac 28-88"},
    {'B', "00-0c 00-40~73|46-06 46~89|4c-0c"},
    {'C', "93|50~06|5c~99"},
    {'D', "00-0c 00-30~96|3c-0c"},
    {'E', "80-00-0c-8c 06-66"},
    {'F', "80-00-0c 06-66"},
    {'G', "93|50~06|5c~97-57"},
    {'H', "00-0c 80-8c 06-86"},
    {'I', "00-0c"},
    {'J', "60-68|3c~09"},
    {'K', "00-0c 80-08 35-8c"},
    {'L', "00-0c-7c"},
    {'M', "0c-00-58-a0-ac"},
    {'N', "0c-00-8c-80"},
    {'O', "06|50~a6|5c~06"},
    {'P', "0c-00-40~83|46-06"},
    {'Q', "06|50~a6|5c~06 69-ad"},
    {'R', "0c-00-40~83|46-06 46-8c"},
    {'S', "72|40~03|46~89|4c~0a"},
    {'T', "00-80 40-4c"},
    {'U', "00-08|4c~88-80"},
    {'V', "00-4c-80"},
    {'W', "00-3c-60-9c-c0"},
    {'X', "00-8c 80-0c"},
    {'Y', "00-46-80 46-4c"},
    {'Z', "00-80-0c-8c"},
    {'.', "0c-0c"},
    {',', "1b-1c-0e"},
    {':', "05-05 0c-0c"},
    {'-', "07-57"},
    {'>', "07-d7 93-d7-9b"},
    {'/', "60-0d"},
    {'%', "a0-1c 02|20~42|24~02 7a|98~ba|9c~7a"},
    {'#', "30-2c 80-7c 04-a4 08-a8"},
    {' ', ""},
};

float coordinate(char digit) {
  return static_cast<float>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/// The points after `from` of a quarter of an ellipse to `to`.
void add_arc(Stroke& stroke, const Point& from, const Point& to, bool horizontal) {
  constexpr int kPieces = 12;
  constexpr float kQuarterTurn = 1.57079633F;
  for (int i = 1; i <= kPieces; ++i) {
    const float angle = kQuarterTurn * static_cast<float>(i) / kPieces;
    const float fast = std::sin(angle);
    const float slow = 1 - std::cos(angle);
    stroke.push_back({from.x + (to.x - from.x) * (horizontal ? fast : slow),
                      from.y + (to.y - from.y) * (horizontal ? slow : fast)});
  }
}

Letter make_letter(std::string_view text) {
  Letter letter;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || text[i] == ' ';
    if (text[i] == ' ') ++i;
    const char how = begins ? '-' : text[i++];
    if (begins) letter.strokes.emplace_back();
    const Point to{coordinate(text[i]), coordinate(text[i + 1])};
    ++i;
    Stroke& stroke = letter.strokes.back();
    if (how == '-') {
      stroke.push_back(to);
    } else {
      const Point from = stroke.back();
      add_arc(stroke, from, to, how == '~');
    }
    letter.width = std::max(letter.width, to.x);
  }
  if (text.empty()) letter.width = 3;
  return letter;
}

}  // namespace

const Letter& pen_letter(char character) {
  static const std::array<Letter, 128> letters = [] {
    std::array<Letter, 128> made;
    made.fill(make_letter("07-57"));
    for (const Description& description : kDescriptions) {
      made[static_cast<unsigned char>(description.character)] = make_letter(description.strokes);
    }
    return made;
  }();
  return letters[static_cast<unsigned char>(character) % letters.size()];
}

}  // namespace digitlab::tools
