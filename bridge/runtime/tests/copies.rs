//! What C++ copies and compares in shadow mode, by programs that g++ builds with its sanitizer.

use std::path::Path;
use std::process::Command;

const PROGRAM: &str = r#"
#include "migrate/shadow.h"

#include <cstdio>
#include <new>

enum class Kind { one, two };

int main() {
  alignas(Kind) unsigned char place[sizeof(Kind)] = {0xcd, 0xcd, 0, 0};
  alignas(bool) unsigned char flag[1] = {0x7f};
  Kind &kind = *reinterpret_cast<Kind *>(place);
  bool &set = *reinterpret_cast<bool *>(flag);
  migrate::shadow::Copy<Kind> kinds(kind);
  migrate::shadow::Copy<bool> sets(&set);
  std::printf("%d %s %d %s\n", kinds.is_same(), kinds.before().c_str(), sets.is_same(), sets.before().c_str());
  kind = Kind::two;
  set = true;
  std::printf("%d %s %d %s\n", kinds.is_same(), kinds.cpp().c_str(), sets.is_same(), sets.cpp().c_str());
}
"#;

/// A function that fails need not have set what it would have set: nobody may read that as an enum or a bool.
#[test]
fn what_nobody_has_set_is_copied_as_bytes() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, program) = (folder.join("copies.cc"), folder.join("copies"));
    std::fs::write(&source, PROGRAM).unwrap();
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("include");
    let flags = ["-std=c++11", "-fsanitize=undefined", "-fno-sanitize-recover=all", "-I"];
    let built = Command::new("g++").args(flags).arg(include).arg(source).arg("-o").arg(&program).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let ran = Command::new(program).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(String::from_utf8_lossy(&ran.stdout), "1 52685 1 127\n0 1 0 true\n");
}
