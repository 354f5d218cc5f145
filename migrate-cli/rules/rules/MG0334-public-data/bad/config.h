#pragma once
#include <string>
struct Config {
  std::string host;
  int port = 0;
};
Config DefaultConfig();
