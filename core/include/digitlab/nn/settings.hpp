/// @file
/// How a part of a network tells what can be set about it.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "digitlab/math/matrix.hpp"

namespace digitlab {

/// A visitor of named settings. Whoever has settings describes each once: its name, where it lies
/// and its range. A reader of specifications then fills them in, a writer spells them out, a form
/// lays them out, and none of them knows the kinds of layers there are.
class Settings {
 public:
  virtual ~Settings() = default;

  /// A whole number from 1 to `most`. A value of 0 has no default: it must be given.
  virtual void count(const char* key, Index& value, Index most) = 0;
  /// One number of pixels for both axes, or [height, width]; each 1 to 1024.
  virtual void sides(const char* key, Index& height, Index& width) = 0;
  /// A number from `least` to below `limit`.
  virtual void number(const char* key, double& value, double least, double limit) = 0;
  virtual void flag(const char* key, bool& value) = 0;
  /// One of `words`, as its place among them.
  virtual void word(const char* key, std::size_t& value, std::span<const char* const> words) = 0;

  /// The same for an enumeration whose values are the words' places.
  template <typename Enum, std::size_t kCount>
  void word(const char* key, Enum& value, const std::array<const char*, kCount>& words) {
    auto place = static_cast<std::size_t>(value);
    word(key, place, std::span<const char* const>(words));
    value = static_cast<Enum>(place);
  }
};

/// A visitor that passes over every setting: for those that look for a few.
class PartialSettings : public Settings {
 public:
  void count(const char* /*key*/, Index& /*value*/, Index /*most*/) override {}
  void sides(const char* /*key*/, Index& /*height*/, Index& /*width*/) override {}
  void number(const char* /*key*/, double& /*value*/, double /*least*/, double /*limit*/) override {
  }
  void flag(const char* /*key*/, bool& /*value*/) override {}
  void word(const char* /*key*/, std::size_t& /*value*/,
            std::span<const char* const> /*words*/) override {}
};

/// The most units a layer may have, and the longest side of an image or a kernel.
inline constexpr Index kMostUnits = 65536;
inline constexpr Index kLargestSide = 1024;

}  // namespace digitlab
