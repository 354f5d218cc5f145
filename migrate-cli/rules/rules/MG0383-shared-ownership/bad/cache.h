#pragma once
#include <memory>
struct Block { int touched = 0; };
std::shared_ptr<Block> Get(int key);
