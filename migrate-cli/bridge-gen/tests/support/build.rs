fn main() {
    let standard = std::env::var("SUPPORT_STD").unwrap_or_else(|_| "c++17".to_owned());
    let mut build = cxx_build::bridges(["src/main.rs", "src/second.rs"]);
    build.files(["cpp/thunks.cc", "cpp/second.cc"]).include("cpp").std(&standard);
    for flag in std::env::var("SUPPORT_FLAGS").unwrap_or_default().split_whitespace() {
        build.flag(flag);
    }
    build.warnings(true).extra_warnings(true).warnings_into_errors(true).compile("thunks");
    println!("cargo:rerun-if-env-changed=SUPPORT_STD");
    println!("cargo:rerun-if-env-changed=SUPPORT_FLAGS");
    println!("cargo:rerun-if-changed=cpp");
}
