#include "generator/render/page_memory.h"

#include "generator/shared/text.h"

namespace charter {

void pack_ask(FieldPacker& packer, const Ask& ask) {
    packer.number(static_cast<std::size_t>(ask.kind));
    packer.text(ask.name);
    packer.text(ask.argument);
    packer.number(ask.span.begin);
    packer.number(ask.span.end);
    packer.number(static_cast<std::size_t>(ask.level));
}

std::vector<Ask> unpack_asks(std::string_view packed) {
    FieldUnpacker unpacker(packed);
    std::vector<Ask> asks;
    while (!unpacker.at_end()) {
        Ask ask;
        ask.kind = static_cast<Ask::Kind>(unpacker.number());
        ask.name = unpacker.text();
        ask.argument = unpacker.text();
        ask.span.begin = unpacker.number();
        ask.span.end = unpacker.number();
        ask.level = static_cast<int>(unpacker.number());
        asks.push_back(ask);
    }
    return asks;
}

std::vector<std::string> ids_of(const PageRecord& record) {
    if (record.ids.empty()) return {};
    return split(record.ids.substr(0, record.ids.size() - 1), '\n');
}

std::string pack(const PageRecord& record) {
    FieldPacker packer;
    packer.text(record.text);
    packer.text(record.inputs);
    packer.text(record.answers);
    packer.text(record.output);
    packer.text(record.ids);
    packer.text(record.asks);
    for (const AnchorAsk& ask : record.anchors) {
        packer.text(ask.url);
        packer.text(ask.anchor);
        packer.number(ask.span.begin);
        packer.number(ask.span.end);
    }
    return packer.bytes();
}

PageRecord unpack(std::string_view packed) {
    FieldUnpacker unpacker(packed);
    PageRecord record;
    record.text = unpacker.text();
    record.inputs = unpacker.text();
    record.answers = unpacker.text();
    record.output = unpacker.text();
    record.ids = unpacker.text();
    record.asks = unpacker.text();
    while (!unpacker.at_end()) {
        AnchorAsk ask;
        ask.url = unpacker.text();
        ask.anchor = unpacker.text();
        ask.span.begin = unpacker.number();
        ask.span.end = unpacker.number();
        record.anchors.push_back(ask);
    }
    return unpacker.is_whole() ? record : PageRecord();
}

}  // namespace charter
