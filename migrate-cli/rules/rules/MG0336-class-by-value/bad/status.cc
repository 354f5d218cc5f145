#include "status.h"
Status::Status(int code) : code_(new int(code)) {}
Status::Status(const Status& other) : code_(new int(*other.code_)) {}
Status::~Status() { delete code_; }
int Status::code() const { return *code_; }
Status Open(int port) { return Status(port); }
