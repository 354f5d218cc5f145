//! The kernel that `ANCHOR_KERNEL` named when this was built, by tango: two such executables are in one process.

use anchors::Kernel;
use tango_bench::{IntoBenchmarks, benchmark_fn, tango_benchmarks, tango_main};

fn benchmarks() -> impl IntoBenchmarks {
    [benchmark_fn("kernel", |b| {
        let mut kernel = Kernel::load(env!("ANCHOR_KERNEL"));
        b.iter(move || kernel.run())
    })]
}

tango_benchmarks!(benchmarks());
tango_main!();
