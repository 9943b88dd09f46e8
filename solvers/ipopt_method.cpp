// SPDX-License-Identifier: Apache-2.0
#include "solvers/ipopt_method.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace spondyl {

namespace {

void set_option(Ipopt::OptionsList& list, const IpoptOption& option) {
    bool accepted = false;
    if (const auto* whole = std::get_if<int>(&option.value)) {
        accepted = list.SetIntegerValue(option.name, *whole);
    } else if (const auto* number = std::get_if<double>(&option.value)) {
        accepted = list.SetNumericValue(option.name, *number);
    } else {
        accepted = list.SetStringValue(option.name, std::get<const char*>(option.value));
    }
    if (!accepted) throw InternalError(fmt::format("Ipopt refused the option {}", option.name));
}

}  // namespace

Ipopt::SmartPtr<Ipopt::IpoptApplication> ipopt_method(std::initializer_list<IpoptOption> options) {
    Ipopt::SmartPtr<Ipopt::IpoptApplication> method = new Ipopt::IpoptApplication();
    Ipopt::OptionsList& list = *method->Options();
    set_option(list, {"sb", "yes"});  // no banner
    set_option(list, {"print_level", 0});
    for (const IpoptOption& option : options) set_option(list, option);
    if (method->Initialize("") != Ipopt::Solve_Succeeded) throw InternalError("Ipopt cannot be initialised");
    return method;
}

}  // namespace spondyl
