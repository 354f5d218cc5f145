#include "cache.h"
#include <memory>
namespace { struct Block { int touched = 0; }; std::shared_ptr<Block> Get(int) { return std::make_shared<Block>(); } }
int Cache::Touch(int key) { return ++Get(key)->touched; }
