//! The module `steps` in Rust: the same work.

use steps_bridge::facade::Module;

/// What C++ calls.
pub struct Steps;

fn steps<const N: usize>(x: u64) -> u64 {
    (0..N).fold(x, |x, _| (x ^ (x >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

impl Module for Steps {
    fn steps_1(x: u64) -> u64 {
        steps::<1>(x)
    }

    fn steps_2(x: u64) -> u64 {
        steps::<2>(x)
    }

    fn steps_3(x: u64) -> u64 {
        steps::<3>(x)
    }

    fn steps_4(x: u64) -> u64 {
        steps::<4>(x)
    }

    fn steps_6(x: u64) -> u64 {
        steps::<6>(x)
    }

    fn steps_8(x: u64) -> u64 {
        steps::<8>(x)
    }
}
