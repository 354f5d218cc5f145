// Files in memory are written piece by piece, read, renamed and removed.
#include "helpers/memenv/memenv.h"

#include <memory>
#include <string>
#include <vector>

#include "leveldb/env.h"
#include "scenario.h"

namespace {

using leveldb::Slice;

class Files {
 public:
  explicit Files(uint64_t seed) : random_(seed), env_(leveldb::NewMemEnv(leveldb::Env::Default())), room_(4096, ' ') {}
  void Step(scenario::Checksum* sum) {
    leveldb::WritableFile* written = nullptr;
    sum->Add(uint64_t{env_->NewWritableFile("/dir/a", &written).ok()});
    for (int i = 0; i < 64; ++i) {
      sum->Add(uint64_t{written->Append(Slice(room_.data(), 1 + random_.Below(room_.size()))).ok()});
    }
    delete written;
    uint64_t size = 0;
    env_->GetFileSize("/dir/a", &size);
    sum->Add(size);
    env_->RenameFile("/dir/a", "/dir/b");
    leveldb::RandomAccessFile* read = nullptr;
    sum->Add(uint64_t{env_->NewRandomAccessFile("/dir/b", &read).ok()});
    for (int i = 0; i < 64; ++i) {
      Slice piece;
      read->Read(random_.Below(size), 1024, &piece, &room_[0]);
      sum->Add(std::string_view(piece.data(), piece.size()));
    }
    delete read;
    std::vector<std::string> names;
    env_->GetChildren("/dir", &names);
    sum->Add(uint64_t{names.size()});
    env_->RemoveFile("/dir/b");
  }

 private:
  scenario::Random random_;
  std::unique_ptr<leveldb::Env> env_;
  std::string room_;
};

}  // namespace

SCENARIO(Files)
