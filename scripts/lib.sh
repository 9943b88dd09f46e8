# SPDX-License-Identifier: Apache-2.0
# Shared by scripts/demo and scripts/test: packages for a bare machine, and the build.
# POSIX sh; sourced with $root already set to the top of the checkout.
# shellcheck shell=sh
# shellcheck disable=SC2154  # root is set by the script that sources this file

preset=production
build=$root/build/$preset

# The one list of packages (Debian 12 names), with the reason shown before anything is installed.
packages_build='g++ cmake ninja-build pkg-config git'
packages_libraries='libeigen3-dev libboost-dev libfmt-dev libtomlplusplus-dev nlohmann-json3-dev libcli11-dev
    libhdf5-dev zlib1g-dev libexpat1-dev libssl-dev libnanoflann-dev libmumps-seq-dev libmetis-dev libopenblas-dev coinor-libipopt-dev coinor-libclp-dev libvtk9-dev libegl-dev libegl1 libgl1-mesa-dri'
# The Python module and the packages of its tests.
packages_python='python3 python3-dev python3-numpy python3-pandas python3-pybind11 pybind11-dev python3-pytest'
packages_tests='libgtest-dev libgmock-dev libbenchmark-dev parallel snakemake python3 python3-matplotlib'
# An independent solver and readers of its results and ours: scripts/crosscheck.
packages_tests="$packages_tests calculix-ccx python3-numpy python3-h5py"
# Packages of the quick checks of scripts/check; and those of its slow ones and the targets api and coverage.
packages_checks='clang-format codespell shellcheck'
packages_tools='clang-tidy doxygen gcovr'
# The check libcxx.
# shellcheck disable=SC2034  # scripts/check
packages_libcxx='clang-16 libc++-16-dev libc++abi-16-dev'
# The preset package: Debian packages by CPack.
# shellcheck disable=SC2034  # packaging/Containerfile
packages_package='dpkg-dev file'
# The page of HTML reports is bundled by node. An existing node may come from another source and be incompatible with
# Debian's npm.
packages_page=''
command -v node >/dev/null 2>&1 || packages_page="$packages_page nodejs"
command -v npm >/dev/null 2>&1 || packages_page="$packages_page npm"
# A browser tests the reports.
command -v chromium >/dev/null 2>&1 || packages_tests="$packages_tests chromium"
packages="$packages_build $packages_libraries $packages_page $packages_python $packages_tests"

say() { printf '%s\n' "spondyl: $*"; }

die() {
    printf '%s\n' "spondyl: error: $*" >&2
    exit 1
}

list_requirements() {
    cat <<'TEXT'
Spondyl needs, with headers:
  a C++20 compiler (g++ 12 or newer) with OpenMP, CMake 3.25 or newer, Ninja, pkg-config
  METIS 5.1, Eigen 3.4, Boost 1.74 (headers), {fmt} 9, toml++ 3, nlohmann-json 3.11, CLI11 2.1
  HDF5 1.10 or newer (C library), zlib, Expat 2.2 or newer, OpenSSL 3, nanoflann 1.4, MUMPS (sequential library), OpenBLAS
  Ipopt 3.11 or newer, Clp 1.17
  VTK 9.1 or newer, EGL and a software OpenGL driver (Mesa)
  node 18 or newer and npm, for the page of HTML reports (packages of the npm registry at the first build)
  Python 3.9 or newer with headers and NumPy, pybind11 2.10, pytest and pandas, for the Python module
  GoogleTest with GoogleMock, Google Benchmark, Chromium, GNU parallel, Snakemake, Python 3 with Matplotlib,
  NumPy and h5py, CalculiX 2.20 (ccx; without it the comparison with it is skipped)
Install them with your system's package manager, then run this script again
with SPONDYL_SKIP_INSTALL=1 in the environment.
TEXT
}

# Prints the words of $1 that are not installed packages.
missing_of() {
    # shellcheck disable=SC2086  # a list of words
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $1 2>/dev/null || true)
    for package in $1; do
        case "
$installed
" in
            *"
$package installed
"*) ;;
            *) printf ' %s' "$package" ;;
        esac
    done
}

install_missing_packages() {
    [ "${SPONDYL_SKIP_INSTALL:-}" = 1 ] && return 0
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        list_requirements >&2
        die "this system has no apt-get, so the packages cannot be installed from here"
    fi
    missing=$(missing_of "$packages")
    [ -z "$missing" ] && return 0

    say "to build and run, these packages are missing and will be installed from this system's package sources:"
    for group in "compiler and build tools:$packages_build" "libraries:$packages_libraries" \
        "page of reports:$packages_page" "Python module:$packages_python" "tests and benchmarks:$packages_tests" \
        "checks:$packages_checks" "tools:$packages_tools"; do
        wanted=$(missing_of "${group#*:}")
        # Only what is needed here: the checks are not part of every build.
        for package in $wanted; do
            case " $missing " in *" $package "*) ;; *) wanted='' ;; esac
        done
        [ -n "$wanted" ] && say "  ${group%%:*}:$wanted"
    done

    if [ "$(id -u)" -eq 0 ]; then
        as_root='env'
    elif command -v sudo >/dev/null 2>&1; then
        as_root='sudo env'
        say "sudo is used for the installation only"
    else
        die "installing needs root, and there is no sudo; ask an administrator to run: apt-get install$missing"
    fi
    run_apt update
    # shellcheck disable=SC2086  # a list of words
    run_apt install --yes --no-install-recommends $missing
    still_missing=$(missing_of "$packages")
    [ -z "$still_missing" ] || die "still missing after the installation:$still_missing"
}

run_apt() {
    # Unattended: no questions, and no waiting for a standard input that does not exist.
    # sudo may ask for its password; it does that on the terminal itself.
    # shellcheck disable=SC2086  # as_root is a command with its arguments
    $as_root DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=600 "$@" \
        </dev/null || {
        list_requirements >&2
        die "apt-get $1 failed; the packages are named as in Debian 12"
    }
}

# Number of compilers in parallel: one per processor, but no more than fit the memory at 2 GiB each.
parallel_jobs() {
    jobs=$(nproc 2>/dev/null || echo 1)
    memory_kib=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB$/\1/p' /proc/meminfo 2>/dev/null || true)
    if [ -r /sys/fs/cgroup/memory.max ]; then
        limit=$(cat /sys/fs/cgroup/memory.max)
        case $limit in
            '' | *[!0-9]*) ;;
            *) if [ -z "$memory_kib" ] || [ "$((limit / 1024))" -lt "$memory_kib" ]; then
                memory_kib=$((limit / 1024))
            fi ;;
        esac
    fi
    if [ -n "$memory_kib" ]; then
        fitting=$((memory_kib / 2097152))
        [ "$fitting" -lt 1 ] && fitting=1
        [ "$fitting" -lt "$jobs" ] && jobs=$fitting
    fi
    echo "$jobs"
}

# configure and configure_and_build <target ...> work in $root.
configure() {
    if [ -f "$build/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
        say "$build was configured for another folder; configuring it afresh"
        cmake --preset "$preset" --fresh
    elif [ ! -f "$build/build.ninja" ] || [ -n "$(find "$root/CMakePresets.json" -newer "$build/build.ninja")" ]; then
        cmake --preset "$preset"
    fi
}

configure_and_build() {
    configure
    cmake --build --preset "$preset" --parallel "$(parallel_jobs)" --target "$@"
}
