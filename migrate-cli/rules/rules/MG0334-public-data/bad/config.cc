#include "config.h"
Config DefaultConfig() { return Config(); }
