#pragma once
struct Header {
  unsigned version : 3;
  unsigned urgent : 1;
  unsigned length : 12;
};
Header Parse(unsigned raw);
