#include "cache.h"
std::shared_ptr<Block> Get(int) { return std::make_shared<Block>(); }
