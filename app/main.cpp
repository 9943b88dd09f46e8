#include "app/command.hpp"

int main(int argc, char** argv) {
    return spondyl::app::run_command_line(argc, argv);
}
