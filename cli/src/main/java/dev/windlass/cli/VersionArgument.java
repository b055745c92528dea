package dev.windlass.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A Kubernetes version, with or without its v; the result has it. */
final class VersionArgument implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("v?((?:0|[1-9]\\d{0,3})(?:\\.(?:0|[1-9]\\d{0,3})){2})");

    @Override
    public String convert(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'%s' is not a Kubernetes version: give a released one such as v1.20.2".formatted(text));
        }
        return "v" + matcher.group(1);
    }
}
