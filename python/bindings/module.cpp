// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <new>

#include "core/error.hpp"
#include "core/version.hpp"
#include "models/anatomy/table.hpp"
#include "python/bindings/bindings.hpp"
#include "solvers/blas_kernels.hpp"

namespace spondyl::python {

namespace py = pybind11;

namespace {

// The classes are written in Python, where they also derive from ValueError and the like.
void raise(const char* name, const std::string& message) {
    const py::object type = py::module_::import("spondyl._errors").attr(name);
    PyErr_SetString(type.ptr(), message.c_str());
}

// The same kinds of errors as the exit codes of the program (app/failure.cpp). A lack of memory for a result is an
// error of the case, not of the interpreter.
void translate(std::exception_ptr failure) {
    try {
        std::rethrow_exception(std::move(failure));
    } catch (const UserError& error) {
        raise("UserError", error.what());
    } catch (const SolveError& error) {
        raise("SolveError", error.what());
    } catch (const InternalError& error) {
        raise("InternalError", fmt::format("This is a bug in spondyl {} ({}), please report it: {}", version(),
                                           git_hash(), error.what()));
    } catch (const std::filesystem::filesystem_error& error) {
        raise("UserError", fmt::format("{}: {}", error.path1().string(), error.code().message()));
    }
}

}  // namespace

}  // namespace spondyl::python

PYBIND11_MODULE(_core, module) {
    namespace py = pybind11;
    using namespace spondyl;
    module.doc() = "The compiled part of spondyl. Use the package spondyl instead.";
    py::register_local_exception_translator(&python::translate);
    module.def("version", &version, "Version of the engine.");
    module.def("git_hash", &git_hash, "Commit that it was built from.");
    module.def("blas_kernels", &blas_kernels, "Kernels that OpenBLAS selected for this processor.");
    module.def(
        "data_folder", [] { return data_directory().string(); }, "Folder of the tables of the anatomy.");
    python::bind_scenario(module);
    python::bind_result(module);
    python::bind_run(module);
}
