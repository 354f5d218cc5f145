#pragma once
enum Code { kOk = 0, kTimeout = 7 };
const char* Name(Code c);
