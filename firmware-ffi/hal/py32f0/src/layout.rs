//! A last look at start-up whether C and Rust mean the same types. It looks at a few; a gate over all of them belongs into
//! the build.

use core::mem::{align_of, offset_of, size_of};

use py32f0_sys as sys;

/// What a compiler knows of a type: size, alignment, and the offset of its last member of interest, in bytes.
type Row = [u16; 3];

/// Rows of some types that Rust and C share.
pub type Layout = [Row; 5];

macro_rules! row {
    ($type:ty) => {
        [size_of::<$type>() as u16, align_of::<$type>() as u16, 0]
    };
    ($type:ty, $member:ident) => {
        [size_of::<$type>() as u16, align_of::<$type>() as u16, offset_of!($type, $member) as u16]
    };
}

/// In the order of `layout.c`.
const RUST: Layout = [
    row!(sys::UART_HandleTypeDef, ErrorCode),
    row!(sys::SPI_HandleTypeDef, ErrorCode),
    row!(sys::I2C_HandleTypeDef, ErrorCode),
    row!(sys::GPIO_InitTypeDef, Alternate),
    row!(sys::HAL_StatusTypeDef::Type),
];

unsafe extern "C" {
    #[link_name = "py32f0_layout"]
    static C: Layout;
}

/// What the vendor's compiler says.
pub fn layout_of_c() -> &'static Layout {
    // SAFETY: a constant of C, of just this shape, that nobody writes.
    unsafe { &C }
}

/// Whether Rust lays the types out in this way.
pub fn layout_agrees(layout: &Layout) -> bool {
    // Through memory, so that the comparison is one of the program that runs and not of the compiler that knows one side.
    layout.iter().zip(core::hint::black_box(&RUST)).all(|(c, rust)| c == rust)
}
