#pragma once
class Cache {
 public:
  int Touch(int key);
};
