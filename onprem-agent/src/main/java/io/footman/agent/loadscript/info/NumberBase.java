package io.footman.agent.loadscript.info;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The two bases that Qlik writes its ids in. Numbers are of any size: an id is a number only by its spelling, so leading
 * zeros are not kept.
 */
enum NumberBase {
    /** Hexadecimal; lower case is written, both cases are read. */
    BASE16("0123456789abcdef"),

    /** Digits, then small letters, then capitals, as Qlik does (Butler REST API §3.1). */
    BASE62("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /** Ids have 22 to 43 digits; longer ones would only cost time, which grows with the square of the length. */
    static final int MOST_DIGITS = 256;

    private static final int ASCII = 128;
    private static final int NO_DIGIT = -1;

    private final String alphabet;
    private final BigInteger radix;
    private final int[] values = new int[ASCII];

    NumberBase(String alphabet) {
        this.alphabet = alphabet;
        this.radix = BigInteger.valueOf(alphabet.length());
        Arrays.fill(values, NO_DIGIT);
        boolean oneCase = alphabet.indexOf('A') < 0;
        for (int value = 0; value < alphabet.length(); value++) {
            char digit = alphabet.charAt(value);
            values[digit] = value;
            if (oneCase) {
                values[Character.toUpperCase(digit)] = value;
            }
        }
    }

    /**
     * The same number in another base.
     *
     * @throws NumberFormatException when a character is no digit of this base, or there are none or too many; the message
     *     tells which
     */
    String convert(String digits, NumberBase target) {
        return target.write(read(digits));
    }

    private BigInteger read(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            throw new NumberFormatException(
                    "must have 1 to " + MOST_DIGITS + " characters, these are " + digits.length());
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            int value = digit < ASCII ? values[digit] : NO_DIGIT;
            if (value == NO_DIGIT) {
                throw new NumberFormatException("has a character at place " + (i + 1) + " that is none of " + alphabet);
            }
            number = number.multiply(radix).add(BigInteger.valueOf(value));
        }
        return number;
    }

    private String write(BigInteger number) {
        if (number.signum() == 0) {
            return alphabet.substring(0, 1);
        }
        StringBuilder reversed = new StringBuilder();
        BigInteger rest = number;
        while (rest.signum() > 0) {
            BigInteger[] quotientAndDigit = rest.divideAndRemainder(radix);
            reversed.append(alphabet.charAt(quotientAndDigit[1].intValue()));
            rest = quotientAndDigit[0];
        }
        return reversed.reverse().toString();
    }
}
