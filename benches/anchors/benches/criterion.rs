//! The kernel that `ANCHOR_KERNEL` names, by criterion.

use anchors::Kernel;
use criterion::{Criterion, criterion_group, criterion_main};

fn kernel(criterion: &mut Criterion) {
    let mut kernel = Kernel::load(&std::env::var("ANCHOR_KERNEL").expect("ANCHOR_KERNEL names a kernel"));
    criterion.bench_function("kernel", |b| b.iter(|| kernel.run()));
}

criterion_group!(benches, kernel);
criterion_main!(benches);
