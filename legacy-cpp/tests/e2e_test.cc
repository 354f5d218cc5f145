#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "base/strings.h"
#include "check.h"

namespace {
const std::string kCtl = GATEWAYCTL;
const std::string kLoad = LOADGEN;

// Output and exit code of a shell command: "text[0]".
std::string Run(const std::string& command) {
  std::string out;
  std::FILE* p = popen((command + " 2>&1").c_str(), "r");
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof(buffer), p)) > 0;) out.append(buffer, n);
  const int status = pclose(p);
  return out + "[" + std::to_string(WEXITSTATUS(status)) + "]";
}

const char kConfig[] =
    "[gateway]\nmax_errors = 1000000\n[store]\nsegment_size = 32KiB\n"
    "[plugin scale]\nmetric = pressure\nfactor = 0.5\n"
    "[rule hot]\nwhen = has(temp) && temp > 21\nthen = alert(\"hot\"), emit(\"hot.temp\", "
    "temp)\ntrigger = edge\n";

// A server in the background; the port is known once the file is there.
class Server {
 public:
  Server(const check::TempDir& dir, const std::string& sessions) : out_(dir / "server.out") {
    const std::string command = "exec '" + kCtl + "' serve --config '" + (dir / "c.conf") +
                                "' --data '" + (dir / "data") + "' --port-file '" + (dir / "port") +
                                "' --sessions " + sessions + " > '" + out_ + "' 2>&1";
    pid_ = fork();
    if (pid_ == 0) {
      execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
      _exit(127);
    }
    for (int i = 0; i < 2000 && !std::filesystem::exists(dir / "port"); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    port = std::string(gateway::Trim(check::ReadFile(dir / "port")));
    CHECK(!port.empty());
  }
  std::string Finish() {
    int status = 0;
    waitpid(pid_, &status, 0);
    return check::ReadFile(out_) + "[" + std::to_string(WEXITSTATUS(status)) + "]";
  }
  std::string port;

 private:
  std::string out_;
  pid_t pid_;
};
}  // namespace

TEST(FileWorkflow) {
  check::TempDir dir;
  check::WriteFile(dir / "c.conf", kConfig);
  CHECK_EQ(Run(kLoad + " --seed 1 --packets 10000 --out " + (dir / "f")),
           "wrote 482356 bytes\n[0]");
  const std::string ingest = kCtl + " ingest --config " + (dir / "c.conf") + " --data " +
                             (dir / "data") + " " + (dir / "f");
  CHECK_EQ(Run(ingest),
           "frames 10002\n"
           "bad-frames 0\n"
           "accepted 10000\n"
           "duplicate 94\n"
           "too-old 0\n"
           "invalid 0\n"
           "dropped 0\n"
           "failed 0\n"
           "samples 21283\n"
           "alerts 94\n"
           "derived 94\n"
           "rule hot fired 94 of 10000 errors 0\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " query --data " + (dir / "data") + " 'avg(temp) device=3 step=1m'"),
           "3 960000 52 21.236778846153847\n"
           "3 1020000 150 22.713333333333335\n"
           "3 1080000 155 23.238709677419354\n"
           "3 1140000 125 21.4015\n"
           "3 1200000 144 21.098958333333332\n"
           "3 1260000 152 21.44202302631579\n"
           "3 1320000 162 20.939043209876544\n"
           "3 1380000 138 21.19927536231884\n"
           "3 1440000 153 22.53676470588235\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " query --data " + (dir / "data") + " 'count(hot.temp)'"),
           "2 1123250 6 6\n"
           "3 1006650 37 37\n"
           "5 1009750 27 27\n"
           "6 1050750 12 12\n"
           "7 1369250 4 4\n"
           "8 1278200 8 8\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " query --data " + (dir / "data") + " 'max(pressure) device=1'"),
           "1 1000000 1218 514.5\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " compact --data " + (dir / "data") + " --before 1400000"),
           "kept 1991 of 10000 records\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " query --data " + (dir / "data") + " 'first(temp) device=3'"),
           "3 1400600 244 21.8125\n"
           "[0]");
}

TEST(SameSeedSameBytes) {
  check::TempDir dir;
  check::WriteFile(dir / "c.conf", kConfig);
  const std::string flags = " --packets 2000 --corrupt 20 --compressed 300 --duplicates 50 --out ";
  Run(kLoad + " --seed 7" + flags + (dir / "a"));
  Run(kLoad + " --seed 7" + flags + (dir / "b"));
  Run(kLoad + " --seed 8" + flags + (dir / "c"));
  CHECK(check::ReadFile(dir / "a") == check::ReadFile(dir / "b"));
  CHECK(check::ReadFile(dir / "a") != check::ReadFile(dir / "c"));
  for (const char* d : {"d1", "d2"}) {
    CHECK_EQ(Run(kCtl + " ingest --config " + (dir / "c.conf") + " --data " + (dir / d) + " " +
                 (dir / "a")),
             "frames 1965\n"
             "bad-frames 37\n"
             "accepted 1887\n"
             "duplicate 100\n"
             "too-old 0\n"
             "invalid 0\n"
             "dropped 0\n"
             "failed 0\n"
             "samples 4019\n"
             "alerts 24\n"
             "derived 24\n"
             "rule hot fired 24 of 1887 errors 0\n"
             "[0]");
  }
  size_t files = 0;
  for (const auto& e : std::filesystem::directory_iterator(dir / "d1")) {
    ++files;
    CHECK(check::ReadFile(e.path()) ==
          check::ReadFile((dir / "d2/") + e.path().filename().string()));
  }
  CHECK(files > 1);
}

TEST(SocketWorkflow) {
  check::TempDir dir;
  check::WriteFile(dir / "c.conf", kConfig);
  Server server(dir, "4");
  CHECK_EQ(Run(kLoad + " --seed 1 --packets 3000 --port " + server.port),
           "acks 29\n"
           "alerts 28\n"
           "errors 0\n"
           "bye 1\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " ask --port " + server.port + " 'avg(temp) device=3 step=1m'"),
           "3 960000 52 21.236778846153847\n"
           "3 1020000 150 22.713333333333335\n"
           "3 1080000 155 23.238709677419354\n"
           "3 1140000 19 22.842105263157894\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " ask --port " + server.port + " nonsense"),
           "gatewayctl: invalid argument: server: invalid argument: query: bad selector "
           "'nonsense'\n[1]");
  const std::string stats = Run(kCtl + " ask --port " + server.port + " stats");
  CHECK_EQ(server.Finish(), stats);
  CHECK(stats.find("accepted 3") == 0);
  CHECK_EQ(Run(kCtl + " query --data " + (dir / "data") + " 'avg(temp) device=3 step=1m'"),
           "3 960000 52 21.236778846153847\n"
           "3 1020000 150 22.713333333333335\n"
           "3 1080000 155 23.238709677419354\n"
           "3 1140000 19 22.842105263157894\n"
           "[0]");
}

TEST(SeveralClientsAtOnce) {
  check::TempDir dir;
  check::WriteFile(dir / "c.conf", "[gateway]\n");
  Server server(dir, "3");
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back([&] {
      CHECK_EQ(Run(kLoad + " --seed 5 --packets 500 --duplicates 0 --port " + server.port),
               "acks 5\nalerts 0\nerrors 0\nbye 1\n[0]");
    });
  }
  for (std::thread& t : clients) t.join();
  // All three sent the same packets: each is stored once.
  const std::string report = server.Finish();
  CHECK_EQ(report.substr(0, report.find('\n')), "accepted 500");
  CHECK(report.find("duplicate 1000") != std::string::npos);
}

TEST(Dump) {
  check::TempDir dir;
  Run(kLoad + " --seed 3 --packets 12 --duplicates 200 --corrupt 300 --compressed 300 --out " +
      (dir / "f"));
  CHECK_EQ(Run(kCtl + " dump " + (dir / "f")),
           "hello/0 \"loadgen\"\n"
           "data/5 device=5 seq=1 time=1000000 temp=20 pressure=999\n"
           "data/8 device=8 seq=1 time=1000050 temp=20.1875 pressure=1008\n"
           "@107 corruption: crc mismatch: stored b060fb8f, computed 67827bd7\n"
           "data/5 device=5 seq=2 time=1000150 temp=20.0625 pressure=1016\n"
           "data/3 device=3 seq=1 time=1000200 temp=19.9375 pressure=1011 door=false@1000205\n"
           "@258 corruption: crc mismatch: stored 91b32ddb, computed 0cbcccad\n"
           "data/4 compressed, 35 bytes\n"
           "data/4 device=4 seq=3 time=1000350 temp=20.25 pressure=1014 door=true@1000355\n"
           "data/3 compressed, 44 bytes\n"
           "data/4 device=4 seq=4 time=1000450 temp=20.0625 pressure=1022\n"
           "data/2 compressed, 36 bytes\n"
           "data/2 device=2 seq=2 time=1000550 temp=20.3125 pressure=999 door=true@1000555 "
           "note=\"self test passed\"\n"
           "bye/0 \"\"\n"
           "[0]");
  check::WriteFile(dir / "g", "junk~x~");
  CHECK_EQ(Run(kCtl + " dump " + (dir / "g")), "@4 corruption: short frame: 1 bytes\n[0]");
}

TEST(SegmentsAndTornFiles) {
  check::TempDir dir;
  Run(kLoad + " --packets 100 --out " + (dir / "f"));
  Run(kCtl + " ingest --data " + (dir / "data") + " " + (dir / "f"));
  const std::string path = dir / "data/seg-000001.gws";
  const std::string bytes = check::ReadFile(path);
  CHECK_EQ(Run(kCtl + " segments --data " + (dir / "data")),
           "segment 1: 1908 bytes, 1 blocks\n"
           "  @16 100 records, 4056 -> 1860 bytes (1), time 1000000..1004950\n"
           "records 100\n"
           "[0]");
  check::WriteFile(path, bytes.substr(0, bytes.size() - 1));
  const std::string torn = Run(kCtl + " segments --log off --data " + (dir / "data"));
  CHECK_EQ(torn,
           "seg-000001.gws at 16: segment: block cut off\n"
           "segment 1: 16 bytes, 0 blocks\n"
           "records 0\n"
           "[0]");
  CHECK_EQ(Run(kCtl + " segments --data " + (dir / "data")), torn.substr(torn.find('\n') + 1));
}

TEST(Check) {
  check::TempDir dir;
  check::WriteFile(dir / "c.conf", "include d.conf\n[gateway]\nmax_errors=5 # five\n");
  check::WriteFile(dir / "d.conf", "[rule r]\nwhen = x > 1\nthen = drop()\n");
  const std::string command = kCtl + " check --config " + (dir / "c.conf");
  CHECK_EQ(Run(command), "[rule r]\nthen = drop()\nwhen = x > 1\n[gateway]\nmax_errors = 5\n[0]");
  check::WriteFile(dir / "d.conf", "[rule r]\nwhen = x >\nthen = drop()\n");
  CHECK_EQ(Run(command),
           "gatewayctl: d.conf:2: when: at column 4: expected a value, got end of input\n[1]");
  check::WriteFile(dir / "d.conf", "[gateway]\nmax_frame = huge\n");
  CHECK_EQ(Run(command), "gatewayctl: d.conf:2: max_frame: invalid size 'huge'\n[1]");
}

TEST(ExampleConfig) {
  check::TempDir dir;
  CHECK_EQ(Run(kLoad + " --packets 500 --out " + (dir / "f")).substr(0, 5), "wrote");
  const std::string out =
      Run(kCtl + " ingest --config " EXAMPLE " --data " + (dir / "d") + " " + (dir / "f"));
  CHECK(out.find("rule doubtful fired ") != std::string::npos);
  CHECK(out.find("failed 0\n") != std::string::npos);
}

TEST(Usage) {
  check::TempDir dir;
  auto first_line = [](const std::string& text) {
    return text.substr(0, text.find('\n')) + text.substr(text.rfind('['));
  };
  CHECK_EQ(first_line(Run(kCtl)), "gatewayctl: no command[2]");
  CHECK_EQ(first_line(Run(kCtl + " fly")), "gatewayctl: unknown command 'fly'[2]");
  CHECK_EQ(first_line(Run(kCtl + " ingest x")), "gatewayctl: --data is required[2]");
  CHECK_EQ(first_line(Run(kCtl + " ingest --data " + (dir / "d"))),
           "gatewayctl: nothing to ingest[2]");
  CHECK_EQ(first_line(Run(kCtl + " query --data d --wat 3")), "gatewayctl: unknown flag --wat[2]");
  CHECK_EQ(first_line(Run(kCtl + " serve --data d --port 70000")),
           "gatewayctl: --port must be below 65536[2]");
  CHECK_EQ(first_line(Run(kCtl + " serve --data d --port x")),
           "gatewayctl: --port must be a number[2]");
  CHECK_EQ(first_line(Run(kCtl + " dump a b")), "gatewayctl: expected exactly one argument[2]");
  CHECK_EQ(first_line(Run(kCtl + " compact --data d")), "gatewayctl: --before is required[2]");
  CHECK_EQ(Run(kCtl + " dump " + (dir / "none")),
           "gatewayctl: io error: cannot open " + (dir / "none") + "\n[1]");
  CHECK_EQ(Run(kCtl + " ingest --data " + (dir / "d") + " --config " + (dir / "none") + " x"),
           "gatewayctl: " + (dir / "none") + ": cannot open\n[1]");
  CHECK_EQ(first_line(Run(kLoad)).substr(0, 14), "usage: loadgen");
  CHECK_EQ(Run(kLoad + " --devices 0 --out x"), Run(kLoad));
  CHECK_EQ(Run(kLoad + " --out " + (dir / "no/such/f")),
           "loadgen: io error: cannot write " + (dir / "no/such/f") + "\n[1]");
}
