#[repr(C)]
pub struct chip_handle {
    pub speed: u32,
    pub mode: u8,
}
