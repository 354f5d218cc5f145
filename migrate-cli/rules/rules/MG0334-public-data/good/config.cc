#include "config.h"
namespace { struct Draft { std::string text; }; }
const std::string& Config::host() const { static const Draft empty; return host_.empty() ? empty.text : host_; }
int Config::port() const { return port_; }
