// Names of files are made and taken apart, as when a database is opened.
#include "db/filename.h"

#include "scenario.h"

namespace {

class Names {
 public:
  explicit Names(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    const std::string folder = "/var/lib/database";
    for (int i = 0; i < 16; ++i) {
      const uint64_t number = 1 + random_.Below(1000000);
      for (const std::string& name :
           {leveldb::TableFileName(folder, number), leveldb::LogFileName(folder, number),
            leveldb::DescriptorFileName(folder, number), leveldb::LockFileName(folder)}) {
        uint64_t found = 0;
        leveldb::FileType type{};
        const bool good = leveldb::ParseFileName(name.substr(folder.size() + 1), &found, &type);
        sum->Add(name);
        sum->Add(uint64_t{good} + found + (good ? static_cast<uint64_t>(type) : 0));
      }
    }
  }

 private:
  scenario::Random random_;
};

}  // namespace

SCENARIO(Names)
