// SPDX-License-Identifier: Apache-2.0
// The set-up of Ipopt that its users share: no output, no file of options.
#pragma once

#include <IpIpoptApplication.hpp>
#include <initializer_list>
#include <variant>

namespace spondyl {

struct IpoptOption {
    const char* name;
    std::variant<int, double, const char*> value;
};

// Ready to optimise; other options have Ipopt's defaults. InternalError if Ipopt refuses one.
Ipopt::SmartPtr<Ipopt::IpoptApplication> ipopt_method(std::initializer_list<IpoptOption> options);

}  // namespace spondyl
