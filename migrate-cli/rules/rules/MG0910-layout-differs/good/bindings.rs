#[repr(C)]
pub struct chip_handle {
    pub mode: u8,
    pub speed: u32,
}
