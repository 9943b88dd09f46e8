// SPDX-License-Identifier: Apache-2.0
#include "models/run/run.hpp"

#include <pybind11/stl.h>

#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/run_folder.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/sha256.hpp"
#include "python/bindings/bindings.hpp"

namespace spondyl::python {

namespace py = pybind11;

namespace {

// MUMPS keeps global state: one solve at a time in a process. Other Python threads wait.
class Turn {
  public:
    Turn() {
        if (inside) throw UserError("a progress callback cannot start another run; store its input and run it later");
        mutex.lock();
        inside = true;
    }
    ~Turn() {
        inside = false;
        mutex.unlock();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    static inline std::mutex mutex;
    static inline thread_local bool inside = false;
};

// Calls into Python during a run: its callback, and checks for signals such as Ctrl-C. The first exception ends the
// run.
class Callbacks {
  public:
    explicit Callbacks(py::object progress) : progress_(std::move(progress)), wanted_(!progress_.is_none()) {}

    void report(const Progress& progress) {
        if (!wanted_) return;
        guarded(
            [&] { progress_(progress.step, progress.time, progress.end_time, progress.iteration, progress.residual); });
    }
    bool stop() {
        if (!raised_) {
            guarded([] {
                if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            });
        }
        return raised_ != nullptr;
    }
    // Called with the interpreter lock held.
    void rethrow() const {
        if (raised_) std::rethrow_exception(raised_);
    }

  private:
    template <class Action>
    void guarded(const Action& action) {
        if (raised_) return;
        const py::gil_scoped_acquire held;
        try {
            action();
        } catch (const py::error_already_set&) {
            raised_ = std::current_exception();
        }
    }

    py::object progress_;
    bool wanted_;
    std::exception_ptr raised_;
};

Result solve(const Scenario& scenario, int threads, const std::optional<std::string>& output, bool resume,
             Callbacks& callbacks) {
    const Turn turn;
    std::optional<RunFolder> folder;
    std::optional<Result> earlier;
    RunOptions options;
    options.threads = threads;
    options.progress = [&](const Progress& progress) { callbacks.report(progress); };
    options.stop_requested = [&] { return callbacks.stop(); };
    if (output) {
        folder.emplace(*output, scenario);
        if (resume) earlier = folder->resumable();
        options.described = [&](const Result& described) { folder->try_room(described); };
        options.keep = [&](Result& result) { folder->keep(result); };
    }
    if (earlier) options.resume = &*earlier;
    Result result = run_scenario(scenario, options);
    if (folder) {
        folder->save(result);
    } else {
        result.canonical_scenario = canonical_toml(scenario);
        result.scenario_sha256 = sha256(result.canonical_scenario);
        result.run_id = random_hex(16);
    }
    return result;
}

std::shared_ptr<Result> run(const std::string& text, const std::string& origin, int threads,
                            const std::optional<std::string>& output, bool resume, py::object progress) {
    Callbacks callbacks(std::move(progress));
    std::shared_ptr<Result> result;
    try {
        const py::gil_scoped_release released;
        result = std::make_shared<Result>(solve(parse_scenario(text, origin), threads, output, resume, callbacks));
    } catch (const RunStopped&) {  // by a Python exception
    } catch (const std::bad_alloc&) {
        throw SolveError("there is not enough memory for this scenario; try a coarser mesh");
    }
    callbacks.rethrow();
    return result;
}

}  // namespace

void bind_run(py::module_& module) {
    module.def("run_scenario", &run, py::arg("text"), py::arg("origin"), py::arg("threads"), py::arg("output"),
               py::arg("resume"), py::arg("progress"),
               "Solves the text of a scenario. A solve that fails gives a result that is not complete. `progress` is "
               "called with step, time, end time, iteration and residual.");
    module.def(
        "read_result",
        [](const std::string& file) {
            const py::gil_scoped_release released;
            return std::make_shared<Result>(read_results(file));
        },
        py::arg("file"), "Reads a result file.");
    module.def(
        "save_result",
        [](Result& result, const std::string& output) {
            const py::gil_scoped_release released;
            return RunFolder(output, parse_scenario(result.canonical_scenario, "the scenario of the result"))
                .save(result)
                .string();
        },
        py::arg("result"), py::arg("output"), "Writes the result file and its tables; the path of the file.");
}

}  // namespace spondyl::python
