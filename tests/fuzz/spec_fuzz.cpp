// The architecture of a network as JSON; a small one is made and answers.
#include "digitlab/formats/spec_json.hpp"
#include "digitlab/nn/network.hpp"
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace digitlab;
  using namespace digitlab::fuzz;
  answer_or_refuse([&] {
    const NetworkSpec spec = parse_spec(text_of({data, size}));
    const std::string written = write_spec(spec);
    require(write_spec(parse_spec(written)) == written, "a spec changes when written and read");
    const Network<float> network(spec);
    // What is large is allowed, but not tried in the second that an input has here.
    if (network.activation_count() > 20'000 || network.parameters().size() > 20'000) return;
    Workspace<float> workspace = network.make_workspace(2, Purpose::kInference);
    workspace.input.setOnes();
    require((network.forward(2, workspace).array() == 0).all(),
            "a network whose parameters are all zero says something");
  });
  return 0;
}
