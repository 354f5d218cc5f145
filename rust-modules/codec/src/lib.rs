//! The module `codec` in Rust.

use codec_bridge::facade::Module;

/// What C++ calls.
pub struct Codec;

#[expect(unused_variables, reason = "not written yet")]
impl Module for Codec {
    fn gw_codec_new(max_frame: usize) -> *mut codec_bridge::GwCodec {
        todo!()
    }

    fn gw_codec_free(codec: Option<core::pin::Pin<&mut codec_bridge::GwCodec>>) {
        todo!()
    }

    fn gw_codec_feed(codec: Option<core::pin::Pin<&mut codec_bridge::GwCodec>>, data: Option<&[u8]>) -> i32 {
        todo!()
    }

    fn gw_codec_next(
        codec: Option<core::pin::Pin<&mut codec_bridge::GwCodec>>,
        frame: Option<core::pin::Pin<&mut codec_bridge::GwFrame>>,
    ) -> i32 {
        todo!()
    }

    fn gw_codec_last_error(codec: Option<&codec_bridge::GwCodec>) -> &'static core::ffi::CStr {
        todo!()
    }

    fn gw_codec_encode(
        frame: Option<&codec_bridge::GwFrame>,
        out: *mut core::ffi::c_void,
        capacity: usize,
        out_size: Option<&mut usize>,
    ) -> i32 {
        todo!()
    }

    fn gw_codec_strerror(code: i32) -> &'static core::ffi::CStr {
        todo!()
    }

    fn gw_codec_crc32(data: Option<&[u8]>) -> u32 {
        todo!()
    }

    fn crc32(data: &[u8], crc: u32) -> u32 {
        todo!()
    }

    fn frame_type_name(type_: codec_bridge::gateway::codec::FrameType) -> &'static core::ffi::CStr {
        todo!()
    }

    fn encode_frame(
        frame: &codec_bridge::gateway::codec::Frame,
        out: Option<core::pin::Pin<&mut codec_bridge::gateway::ByteBuffer>>,
    ) {
        todo!()
    }

    fn encode_packet(
        packet: &codec_bridge::gateway::codec::Packet,
        out: Option<core::pin::Pin<&mut codec_bridge::gateway::ByteBuffer>>,
    ) {
        todo!()
    }

    fn decode_packet(
        data: &[u8],
        packet: Option<core::pin::Pin<&mut codec_bridge::gateway::codec::Packet>>,
        limits: &codec_bridge::gateway::codec::PacketLimits,
    ) -> codec_bridge::cxx::UniquePtr<codec_bridge::gateway::Status> {
        todo!()
    }

    fn write_packet(os: &mut Vec<u8>, packet: &codec_bridge::gateway::codec::Packet) {
        todo!()
    }

    fn equals(a: &codec_bridge::gateway::codec::Value, b: &codec_bridge::gateway::codec::Value) -> bool {
        todo!()
    }

    fn write_value(os: &mut Vec<u8>, value: &codec_bridge::gateway::codec::Value) {
        todo!()
    }
}
