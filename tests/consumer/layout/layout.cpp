#include "layout.hpp"

std::vector<Layout> library_layout() { return layout_here(); }
