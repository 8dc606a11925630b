# find_package(digitlab CONFIG): the target digitlab::core, and one for each room, digitlab::nn, ….
include(CMakeFindDependencyMacro)
find_dependency(Eigen3 3.4)
include(${CMAKE_CURRENT_LIST_DIR}/digitlabTargets.cmake)
