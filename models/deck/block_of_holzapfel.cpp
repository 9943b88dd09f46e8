// SPDX-License-Identifier: Apache-2.0
#include "models/deck/make_block.hpp"

namespace spondyl {

std::unique_ptr<SolidBlockBase> make_block(const HolzapfelGasserOgden& material, const BlockCells& cells) {
    return make_block_of(material, cells);
}

}  // namespace spondyl
